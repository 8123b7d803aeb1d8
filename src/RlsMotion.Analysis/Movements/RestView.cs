using System.Numerics;

namespace RlsMotion.Analysis.Movements;

/// <summary>How the leg lies before, during and after a movement.</summary>
internal sealed class RestView
{
    /// <summary>How long a rest is measured, in seconds: as long as often fits between two movements.</summary>
    private const double RestSeconds = 1.0;

    /// <summary>Between an edge and the measured rest, in seconds: the reach of the change.</summary>
    private const double ClearSeconds = 0.1;

    /// <summary>The mean that is followed while a tilt is held, in seconds: it averages a heartbeat's thump and most of the noise.</summary>
    private const double FollowSeconds = 0.3;

    /// <summary>A leg that has come back stays so for this time, in seconds.</summary>
    private const double StaySeconds = 0.5;

    /// <summary>A return found within this distance of a burst is that burst's, in seconds.</summary>
    private const double NearSeconds = 0.3;

    private readonly MotionTrace _trace;
    private readonly long _rest;
    private readonly long _clear;
    private readonly long _follow;
    private readonly long _stay;
    private readonly long _stride;
    private readonly long _short;

    public RestView(MotionTrace trace, double rateHz)
    {
        _trace = trace;
        _rest = (long)Math.Ceiling(RestSeconds * rateHz);
        _clear = (long)Math.Round(ClearSeconds * rateHz);
        _follow = Math.Max(2, (long)Math.Round(FollowSeconds * rateHz));
        _stay = (long)Math.Ceiling(StaySeconds * rateHz);
        _stride = Math.Max(1, (long)Math.Round(0.04 * rateHz));
        _short = Math.Max(1, (long)Math.Round(0.06 * rateHz));
        Near = (long)Math.Round(NearSeconds * rateHz);
    }

    /// <summary>A return this near to a burst is that burst's, in samples.</summary>
    public long Near { get; }

    /// <summary>Mean acceleration of the rest before an onset, at most back to the movement before.</summary>
    public Vector3 Before(long on, long lastOff)
    {
        long to = on - _clear;
        return _trace.Mean(Math.Max(to - _rest, lastOff == 0 ? 0 : lastOff + _clear), to);
    }

    /// <summary>Mean acceleration of the rest after an offset, at most up to what comes next.</summary>
    public Vector3 After(long off, long next)
    {
        long from = off + _clear;
        return _trace.Mean(from, Math.Min(from + _rest, next - _clear));
    }

    /// <summary>Where the leg, held at one place, comes to be nearer to another and stays there; null if nowhere.</summary>
    /// <param name="sway">Measures distances.</param>
    /// <param name="rest">Where it comes to.</param>
    /// <param name="held">Where it is held.</param>
    /// <param name="from">Sample from which it is looked for.</param>
    /// <param name="limit">Sample up to which, in the direction of looking.</param>
    /// <param name="direction">1 to look on, -1 to look back.</param>
    public long? Return(in SwayMetric sway, Vector3 rest, Vector3 held, long from, long limit, int direction)
    {
        double bound = 0.5 * sway.Length(held - rest);
        for (long at = from; direction * (limit - at) > _stay; at += direction * _stride)
        {
            if (sway.Length(Following(at, direction) - rest) < bound && sway.Length(Staying(at, direction) - rest) < bound)
            {
                return at + (direction * _follow / 2);
            }
        }
        return null;
    }

    /// <summary>Everything about how the leg lay that is told of a movement.</summary>
    public AssembledMovement Measure(in Burst burst, long lastOff, long next)
    {
        Vector3 before = Before(burst.On, lastOff);
        Vector3 after = After(burst.Off, next);
        (double turn, double deviation) = (0, 0);
        for (long n = Math.Max(burst.On, _trace.Oldest); n < burst.Off; n += _stride)
        {
            turn = Math.Max(turn, Degrees(before, _trace.Mean(n - (_follow / 2), n + (_follow / 2))));
        }
        for (long n = Math.Max(burst.On, _trace.Oldest); n < burst.Off; n++)
        {
            deviation = Math.Max(deviation, (_trace.Mean(n, n + _short) - before).LengthSquared());
        }
        Vector3 mean = _trace.Mean(burst.On, burst.Off);
        Vector3 tilt = mean - ((before + after) / 2);
        return new(burst, Degrees(before, after), turn, Math.Sqrt(deviation), tilt.Length(), burst.Sway.Length(tilt));
    }

    private Vector3 Following(long at, int direction) => direction > 0 ? _trace.Mean(at, at + _follow) : _trace.Mean(at - _follow, at);

    private Vector3 Staying(long at, int direction) => direction > 0 ? _trace.Mean(at, at + _stay) : _trace.Mean(at - _stay, at);

    private static double Degrees(Vector3 a, Vector3 b) => Math.Atan2(Vector3.Cross(a, b).Length(), Vector3.Dot(a, b)) * 180 / Math.PI;
}
