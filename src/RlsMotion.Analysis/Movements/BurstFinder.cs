using System.Runtime.CompilerServices;

namespace RlsMotion.Analysis.Movements;

/// <summary>Finds bursts: hysteresis on a steady envelope says that there is one, a fine envelope says where it begins and ends.</summary>
internal sealed class BurstFinder
{
    /// <summary>The steady envelope's window in seconds: it averages a whole period of 2 Hz, so that one movement does not chatter into three.</summary>
    private const double SteadySeconds = 0.5;

    /// <summary>The fine envelope's window in seconds: the shortest that still averages a few samples.</summary>
    private const double FineSeconds = 0.1;

    /// <summary>An edge is where the fine envelope passes this share of the burst's peak, or the offset threshold if that is higher: the change reaches 0.1 s
    /// beyond what really moved, and the reach of a strong movement alone stands above any threshold.</summary>
    private const double EdgeShare = 0.1;

    /// <summary>How much of its reach the change shows before a movement begins, where it passes the edge. Measured on minimum-jerk movements of 0.15 to 0.5 s.</summary>
    private const double LeadShare = 0.75;

    /// <summary>An edge at this share of the peak shows nothing of the reach any more.</summary>
    private const double BlindEdge = 0.6;

    /// <summary>A burst is closed after this time, in seconds, and goes on as the next one: walking must not fill the memory.</summary>
    private const double LongestSeconds = 20;

    private readonly MotionTrace _trace;
    private readonly SwayCovariance _sway;
    private readonly int _half;
    private readonly int _fineHalf;
    private readonly int _lead;
    private readonly long _longest;
    private double _sum;
    private long _from;
    private bool _open;
    private bool _rising;

    public BurstFinder(MotionTrace trace, SwayCovariance sway, double rateHz)
    {
        (_trace, _sway) = (trace, sway);
        _half = Math.Max(1, (int)Math.Round(SteadySeconds * rateHz / 2));
        _fineHalf = (int)(FineSeconds * rateHz / 2);
        _lead = (int)Math.Round((LeadShare * trace.Reach) - 0.5);
        _longest = (long)(LongestSeconds * rateHz);
    }

    /// <summary>The next sample to be looked at.</summary>
    public long Position { get; private set; }

    /// <summary>No burst that is still to be found begins before this sample.</summary>
    public long Quiet => _rising ? _from : Position;

    public void Clear() => (Position, _sum, _open, _rising, _from) = (0, 0, false, false, 0);

    /// <summary>Looks at all samples before another, with one floor for all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast at once: a command lives for half a second
    public void Advance(long to, in Thresholds thresholds, List<Burst> found)
    {
        double on = thresholds.OnSquared * ((2 * _half) + 1);
        double off = thresholds.OffSquared * ((2 * _half) + 1);
        long known = _trace.Known;
        ReadOnlySpan<float> changes = _trace.SquaredChanges;
        int half = _half;
        double sum = _sum;
        for (long n = Position; n < to; n++)
        {
            // The window is [n - half, n + half]; what lies outside the stretch counts as stillness.
            if (n == 0)
            {
                for (long i = 0; i < half; i++)
                {
                    sum += Change(i);
                }
            }
            sum += n + half < known ? changes[(int)(n + half) & (changes.Length - 1)] : 0;
            if (n > half)
            {
                sum -= changes[(int)(n - half - 1) & (changes.Length - 1)];
            }
            if (sum < off)
            {
                if (_open)
                {
                    found.Add(Close(n, thresholds));
                }
                _rising = _open = false;
            }
            else
            {
                if (!_rising)
                {
                    (_rising, _from) = (true, n);
                }
                _open |= sum >= on;
                if (n - _from >= _longest)
                {
                    if (_open)
                    {
                        found.Add(Close(n, thresholds));
                    }
                    _from = n;
                }
            }
        }
        _sum = sum;
        Position = Math.Max(Position, to);
    }

    /// <summary>Ends the burst that is under way at the end of the stretch, if there is one.</summary>
    public void Finish(in Thresholds thresholds, List<Burst> found)
    {
        if (_open)
        {
            found.Add(Close(Position, thresholds));
        }
        _rising = _open = false;
    }

    private double Change(long n) => n < _trace.Known ? _trace.SquaredChange(n) : 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast at once: a command lives for half a second
    private Burst Close(long to, in Thresholds thresholds)
    {
        double peakFine = 0;
        for (long n = _from; n < to; n++)
        {
            peakFine = Math.Max(peakFine, Fine(n));
        }
        double edge = Math.Max(thresholds.OffSquared, EdgeShare * EdgeShare * peakFine);
        edge = Math.Min(edge, peakFine);
        long on = _from;
        while (Fine(on) < edge)
        {
            on++;
        }
        long off = to - 1;
        while (Fine(off) < edge)
        {
            off--;
        }
        // The change reaches beyond what moved: by this much, where it passes a tenth of its peak.
        // Where noise hides the foot of a weak movement, less of the reach is seen.
        double seen = Math.Clamp((BlindEdge - Math.Sqrt(edge / peakFine)) / (BlindEdge - EdgeShare), 0, 1);
        long onEdge = on + Math.Min((long)Math.Round(seen * _lead), (off - on) / 4);
        long offEdge = off + 1 - Math.Min((long)Math.Round(seen * _trace.Reach), (off - on) / 4);
        var burst = new Burst
        {
            On = onEdge,
            Off = offEdge,
            Active = offEdge - onEdge,
            Parts = 1,
            FloorSquared = thresholds.FloorSquared,
            ShakingFloorSquared = thresholds.ShakingFloorSquared,
            Sway = _sway.Metric(thresholds.LeastTiltG),
        };
        for (long n = on; n <= off; n++)
        {
            double change = Change(n);
            burst.PeakSquared = Math.Max(burst.PeakSquared, change);
            burst.SumSquared += change;
            burst.SumShakingSquared += _trace.SquaredShaking(n);
            bool peak = change >= edge && change > Change(n - 1) && change >= Change(n + 1);
            burst.Peaks += peak ? 1 : 0;
        }
        return burst;
    }

    private double Fine(long n)
    {
        double sum = 0;
        for (long i = Math.Max(0, n - _fineHalf); i <= n + _fineHalf; i++)
        {
            sum += Change(i);
        }
        return sum / ((2 * _fineHalf) + 1);
    }
}
