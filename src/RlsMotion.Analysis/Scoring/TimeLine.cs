using NodaTime;

namespace RlsMotion.Analysis.Scoring;

/// <summary>Half-open stretches of time that can be asked quickly, in whole milliseconds of Unix time.</summary>
/// <remarks>Stretches may overlap; they are put in order here.</remarks>
internal sealed class TimeLine
{
    private readonly (long Start, long End)[] _stretches;
    private readonly long[] _latestEnd; // the largest end up to and including each stretch

    public TimeLine(IEnumerable<Interval> intervals)
    {
        _stretches = [.. intervals.Select(interval => (interval.Start.ToUnixTimeMilliseconds(), interval.End.ToUnixTimeMilliseconds())).Order()];
        _latestEnd = new long[_stretches.Length];
        for (int i = 0; i < _stretches.Length; i++)
        {
            _latestEnd[i] = i == 0 ? _stretches[i].End : Math.Max(_latestEnd[i - 1], _stretches[i].End);
        }
    }

    /// <summary>Hours covered, overlaps counted once.</summary>
    public double Hours()
    {
        long covered = 0;
        long reached = long.MinValue;
        foreach ((long start, long end) in _stretches)
        {
            long from = Math.Max(start, reached);
            if (end > from)
            {
                covered += end - from;
                reached = end;
            }
        }
        return covered / (double)NodaConstants.MillisecondsPerHour;
    }

    /// <summary>Whether a moment lies in a stretch.</summary>
    public bool Contains(long time) => Overlaps(time, time + 1);

    /// <summary>Whether [start, end) shares a moment with a stretch.</summary>
    public bool Overlaps(long start, long end)
    {
        int last = LastStartingBefore(end);
        return last >= 0 && _latestEnd[last] > start;
    }

    private int LastStartingBefore(long time)
    {
        (int low, int high) = (0, _stretches.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_stretches[middle].Start < time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low - 1;
    }
}
