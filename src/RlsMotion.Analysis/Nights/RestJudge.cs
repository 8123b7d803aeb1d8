namespace RlsMotion.Analysis.Nights;

/// <summary>Says when the sleeper was at rest, as far as a moving leg can tell: rest, not sleep.</summary>
/// <remarks>
/// A half minute is lively if a leg turned over, walked or moved for long in it, or if its activity outside leg movements is high; three lively half minutes
/// in five minutes are wakefulness. Leg movements are taken out first, so that a rhythm of 22 s does not read as wake. It is looked twice, with
/// and without them: taking out may only turn lively into still, and a verdict that hangs on it by more than a quarter is not used.
/// </remarks>
internal sealed class RestJudge
{
    private const int WindowEpochs = 10; // five minutes
    private const int LivelyEpochs = 3;

    /// <summary>Activity that is not rest, in g: fidgeting shows 20 mg and more in the mean of half a minute, noise and breathing below 10.</summary>
    private const double LivelyActivityG = 0.015;

    /// <summary>The same over what the sensor shows when still: a coarse sensor's noise is no activity.</summary>
    private const double LivelyOverFloor = 3;

    private const double LargestChange = 0.25;

    private RestJudge(TimeSet rest, TimeSet known, bool isUsable) => (Rest, Known, IsUsable) = (rest, known, isUsable);

    /// <summary>Time at rest.</summary>
    public TimeSet Rest { get; }

    /// <summary>Time in which rest or wake can be told.</summary>
    public TimeSet Known { get; }

    /// <summary>False where the verdict hangs on which movements were taken out.</summary>
    public bool IsUsable { get; }

    /// <summary>From the first to the last rest.</summary>
    public TimeSet SleepPeriod => Rest.IsEmpty ? TimeSet.Empty : TimeSet.Of([new TimeSpanMs(Rest.Spans[0].From, Rest.Spans[^1].To)]);

    /// <summary>True, false, or null where it cannot be told.</summary>
    public bool? At(long milliseconds) => Known.Contains(milliseconds) ? Rest.Contains(milliseconds) : null;

    /// <summary>Judges both legs together: either leg can show that the sleeper is awake.</summary>
    public static RestJudge Of(IReadOnlyList<LegNight> legs)
    {
        var lively = new SortedDictionary<long, (bool Raw, bool Reduced)>();
        foreach (LegNight leg in legs)
        {
            double threshold = Math.Max(LivelyActivityG, LivelyOverFloor * FloorG(leg));
            for (int i = 0; i < leg.Epochs.Count; i++)
            {
                EpochEvidence epoch = leg.Epochs[i];
                if (leg.Worn[i] == false)
                {
                    continue;
                }
                bool raw = epoch.HoldsGrossMovement || epoch.ActivityG > threshold;
                bool reduced = raw && (epoch.HoldsGrossMovement || epoch.QuietActivityG > threshold);
                (bool Raw, bool Reduced) other = lively.GetValueOrDefault(epoch.Number);
                lively[epoch.Number] = (other.Raw || raw, other.Reduced || reduced);
            }
        }
        List<(long Number, bool IsLively)> rawEpochs = [.. lively.Select(epoch => (epoch.Key, epoch.Value.Raw))];
        List<(long Number, bool IsLively)> reducedEpochs = [.. lively.Select(epoch => (epoch.Key, epoch.Value.Reduced))];
        bool?[] raws = Judge(rawEpochs);
        bool?[] rests = Judge(reducedEpochs);
        int known = rests.Count(rest => rest is not null);
        int changed = rests.Where((rest, i) => rest != raws[i]).Count();
        return new RestJudge(
            TimeOf(reducedEpochs, rests, rest => rest == true), TimeOf(reducedEpochs, rests, rest => rest is not null), changed <= LargestChange * known);
    }

    /// <summary>Null where less than five minutes hang together: too little to tell.</summary>
    private static bool?[] Judge(List<(long Number, bool IsLively)> epochs)
    {
        var rests = new bool?[epochs.Count];
        for (int from = 0; from < epochs.Count;)
        {
            int to = from + 1;
            while (to < epochs.Count && epochs[to].Number == epochs[to - 1].Number + 1)
            {
                to++;
            }
            if (to - from >= WindowEpochs)
            {
                for (int i = from; i < to; i++)
                {
                    int start = Math.Clamp(i - (WindowEpochs / 2), from, to - WindowEpochs);
                    rests[i] = epochs.GetRange(start, WindowEpochs).Count(epoch => epoch.IsLively) < LivelyEpochs;
                }
            }
            from = to;
        }
        return rests;
    }

    private static TimeSet TimeOf(List<(long Number, bool IsLively)> epochs, bool?[] rests, Func<bool?, bool> wanted) =>
        TimeSet.Of(epochs.Where((_, i) => wanted(rests[i])).Select(epoch => new TimeSpanMs(
            epoch.Number * EpochEvidence.LengthMilliseconds, (epoch.Number + 1) * EpochEvidence.LengthMilliseconds)));

    /// <summary>What the quietest quarter of the half minutes stays below.</summary>
    private static double FloorG(LegNight leg)
    {
        List<double> activities = [.. leg.Epochs.Where(epoch => epoch.QuietActivityG is not null).Select(epoch => epoch.QuietActivityG!.Value).Order()];
        return activities.Count == 0 ? 0 : activities[activities.Count / 4];
    }
}
