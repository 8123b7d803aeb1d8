namespace RlsMotion.Recordings.Csv;

/// <summary>Gives rows their index: follows the written times slowly, so that jitter does not matter, and sees gaps and jumps.</summary>
internal sealed class CsvClock(double period, double timeStep)
{
    /// <summary>Share of each deviation that is taken over: follows a quartz some percent off, forgets jitter within 100 rows.</summary>
    private const double Follow = 0.02;

    /// <summary>Shortest gap in microseconds; shorter ones are jitter to a reader and would be interpolated anyway.</summary>
    private const double ShortestGap = 100_000;

    /// <summary>A step back of the clock by more than this many microseconds begins a new count.</summary>
    private const double LargestStepBack = 2e6;

    /// <summary>A step ahead by more than this is a clock that was set: seven days in microseconds.</summary>
    private const double LongestGap = 7 * 86_400e6;

    private readonly double _tolerance = Math.Max(ShortestGap, Math.Max(3 * period, 1.5 * timeStep));
    private double _expected = double.NaN;

    /// <summary>Index of the next row.</summary>
    public long Next { get; private set; }

    /// <summary>Places a row; says how many samples are missing before it, or -1 where the clock was set and counting began anew.</summary>
    /// <param name="written">Its time in microseconds.</param>
    /// <param name="smoothed">Its time on the even course of samples.</param>
    public long Place(double written, out double smoothed)
    {
        long missing = 0;
        if (double.IsNaN(_expected))
        {
            _expected = written;
        }
        double ahead = written - _expected;
        if (ahead > LongestGap || ahead < -Math.Max(LargestStepBack, _tolerance))
        {
            (missing, Next, _expected) = (-1, 0, written);
        }
        else if (ahead > _tolerance)
        {
            missing = Math.Max(1, (long)Math.Round(ahead / period));
            (Next, _expected) = (Next + missing, written);
        }
        else
        {
            _expected += Follow * ahead;
        }
        smoothed = _expected;
        Next++;
        _expected += period;
        return missing;
    }
}
