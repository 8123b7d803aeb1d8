using NodaTime;

namespace RlsMotion.Analysis.Scoring;

/// <summary>Answers what a movement lies in or near (rules 7 to 9).</summary>
internal sealed class Surroundings
{
    private readonly (long Start, long End, SleepStage Stage)[]? _stages;
    private readonly TimeLine? _sleep;
    private readonly TimeLine _respiratory;
    private readonly TimeLine _arousal;

    public Surroundings(ScoringCriteria criteria, SleepContext context)
    {
        _stages = context.Stages is { } stages
            ? [.. stages.Select(period => (period.Time.Start.ToUnixTimeMilliseconds(), period.Time.End.ToUnixTimeMilliseconds(), period.Stage)).Order()]
            : null;
        _sleep = context.DenominatorTime() is { } sleep ? new TimeLine(sleep) : null;
        // One more millisecond makes the inclusive end of the window half-open.
        _respiratory = new TimeLine((context.RespiratoryEvents ?? []).Select(respiratory => new Interval(
            (criteria.RespiratoryFromEventStart ? respiratory.Start : respiratory.End) + criteria.RespiratoryFrom,
            respiratory.End + criteria.RespiratoryTo + Duration.FromMilliseconds(1))));
        _arousal = new TimeLine((context.Arousals ?? []).Select(arousal => new Interval(
            arousal.Start - criteria.ArousalGap, arousal.End + criteria.ArousalGap)));
    }

    /// <summary>Whether some part lies in the window of a respiratory event, its ends included.</summary>
    public bool IsRespiratory(JoinedMovement movement) => _respiratory.Overlaps(movement.Onset, movement.Offset + 1);

    /// <summary>Whether it overlaps an arousal or is less than the gap away.</summary>
    public bool HasArousal(JoinedMovement movement) => _arousal.Overlaps(movement.Onset, movement.Offset);

    /// <summary>Whether a moment lies in sleep (or rest); null if unknown.</summary>
    public bool? InSleep(long time) => _sleep?.Contains(time);

    /// <summary>Whether some part lies in sleep (or rest); true where that is not known at all.</summary>
    public bool TouchesSleep(JoinedMovement movement) => _sleep?.Overlaps(movement.Onset, movement.Offset) ?? true;

    /// <summary>The stage at a moment; null without a hypnogram or outside it.</summary>
    public SleepStage? StageAt(long time)
    {
        if (_stages is null)
        {
            return null;
        }
        (int low, int high) = (0, _stages.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _stages[middle].Start <= time ? (middle + 1, high) : (low, middle);
        }
        return low > 0 && time < _stages[low - 1].End ? _stages[low - 1].Stage : null;
    }
}
