using System.Numerics;

namespace RlsMotion.Analysis.Movements;

/// <summary>Joins bursts into movements: those close together, and those between which the leg is held away from its rest and comes back.</summary>
internal sealed class MovementAssembler
{
    /// <summary>How long the leg's rest is measured before and after, in seconds: shorter than the 0.6 s between two movements where need be.</summary>
    private const double RestSeconds = 0.8;

    /// <summary>Between an edge and the measured rest, in seconds: the reach of the change.</summary>
    private const double ClearSeconds = 0.1;

    /// <summary>A leg held less than this away from its rest is not held, in g: a third of a degree.</summary>
    private const double LeastAwayG = 0.006;

    /// <summary>The same in floors: means of 0.8 s of noise differ by 0.4 floors.</summary>
    private const double AwayFloors = 1.2;

    /// <summary>The leg has come back when it is nearer to its rest than this share of how far it was held.</summary>
    private const double BackShare = 0.5;

    private readonly MotionTrace _trace;
    private readonly BlindZones _blind;
    private readonly List<Burst> _bursts = new(64);
    private readonly long _rest;
    private readonly long _clear;
    private readonly long _join;
    private readonly long _hold;
    private long _lastOff;

    public MovementAssembler(MotionTrace trace, BlindZones blind, double rateHz, DetectorOptions options)
    {
        (_trace, _blind) = (trace, blind);
        _rest = (long)Math.Ceiling(RestSeconds * rateHz);
        _clear = (long)Math.Round(ClearSeconds * rateHz);
        _join = (long)Math.Ceiling(options.JoinSeconds * rateHz);
        _hold = (long)(options.LongestHoldSeconds * rateHz);
    }

    /// <summary>Bursts still to be joined; the finder adds to it.</summary>
    public List<Burst> Bursts => _bursts;

    /// <summary>No movement that is still to be assembled begins before this sample.</summary>
    public long Quiet(long finderQuiet) => _bursts.Count > 0 ? _bursts[0].On : finderQuiet;

    public void Clear()
    {
        _bursts.Clear();
        _lastOff = 0;
    }

    /// <summary>Assembles what can no longer change.</summary>
    /// <param name="quiet">No further burst begins before this sample.</param>
    /// <param name="movements">Receives movements in order.</param>
    public void Advance(long quiet, List<AssembledMovement> movements)
    {
        while (_bursts.Count > 0)
        {
            if (_bursts.Count > 1 && Gap(0) < _join)
            {
                JoinFirst(1);
            }
            else if (quiet < _bursts[0].Off + _hold + (2 * _rest))
            {
                return; // a burst may still come that belongs to it
            }
            else if (ReturningBurst() is int last and > 0)
            {
                JoinFirst(last);
            }
            else
            {
                movements.Add(Assemble());
                _lastOff = _bursts[0].Off;
                _bursts.RemoveAt(0);
            }
        }
    }

    private long Gap(int i) => _bursts[i + 1].On - _bursts[i].Off - _blind.Within(_bursts[i].Off, _bursts[i + 1].On);

    private void JoinFirst(int last)
    {
        Burst first = _bursts[0];
        for (int i = 1; i <= last; i++)
        {
            first.Join(_bursts[i]);
        }
        _bursts.RemoveRange(1, last);
        _bursts[0] = first;
    }

    /// <summary>The burst with which the first one's tilt comes back to rest; 0 if none does.</summary>
    private int ReturningBurst()
    {
        Vector3 rest = Before();
        double away = Math.Max(LeastAwayG, AwayFloors * Math.Sqrt(_bursts[0].FloorSquared));
        double held = double.MaxValue;
        for (int i = 0; i + 1 < _bursts.Count; i++)
        {
            if (_bursts[i + 1].On - _bursts[i].Off > _hold || _bursts[i + 1].Off - _bursts[0].On > _hold + _rest)
            {
                return 0;
            }
            double distance = (After(i) - rest).Length();
            if (distance < away)
            {
                return 0;
            }
            held = Math.Min(held, distance);
            if ((After(i + 1) - rest).Length() < BackShare * held)
            {
                return i + 1;
            }
        }
        return 0;
    }

    private Vector3 Before()
    {
        long to = _bursts[0].On - _clear;
        long from = Math.Max(to - _rest, _lastOff == 0 ? 0 : _lastOff + _clear);
        return _trace.Mean(from, to);
    }

    private Vector3 After(int i)
    {
        long from = _bursts[i].Off + _clear;
        long to = from + _rest;
        if (i + 1 < _bursts.Count)
        {
            to = Math.Min(to, _bursts[i + 1].On - _clear);
        }
        return _trace.Mean(from, to);
    }

    private AssembledMovement Assemble()
    {
        Burst burst = _bursts[0];
        Vector3 before = Before();
        Vector3 after = After(0);
        double largest = 0;
        for (long n = burst.On; n < burst.Off; n += Math.Max(1, _clear))
        {
            largest = Math.Max(largest, Turn(before, _trace.Mean(n, n + Math.Max(1, 2 * _clear))));
        }
        return new(burst, Turn(before, after), largest);
    }

    private static double Turn(Vector3 a, Vector3 b)
    {
        double angle = Math.Atan2(Vector3.Cross(a, b).Length(), Vector3.Dot(a, b));
        return angle * 180 / Math.PI;
    }
}
