using System.Numerics;

namespace RlsMotion.Analysis.Movements;

/// <summary>Joins bursts into movements: those close together, and those between which the leg is held away from its rest and comes back.</summary>
internal sealed class MovementAssembler
{
    private readonly MotionTrace _trace;
    private readonly BlindZones _blind;
    private readonly RestView _view;
    private readonly List<Burst> _bursts = new(64);
    private readonly long _join;
    private readonly long _hold;
    private readonly long _settle;
    private long _lastOff;

    public MovementAssembler(MotionTrace trace, BlindZones blind, double rateHz, DetectorOptions options)
    {
        (_trace, _blind, _view) = (trace, blind, new RestView(trace, rateHz));
        _join = (long)Math.Ceiling(options.JoinSeconds * rateHz);
        _hold = (long)(options.LongestHoldSeconds * rateHz);
        _settle = (long)Math.Ceiling(2 * rateHz);
    }

    /// <summary>Bursts still to be joined; the finder adds to it.</summary>
    public List<Burst> Bursts => _bursts;

    /// <summary>No movement that is still to be assembled begins before this sample.</summary>
    public long Quiet(long finderQuiet) => _bursts.Count > 0 ? _lastOff : finderQuiet;

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
            else if (quiet < _bursts[0].Off + _hold + _settle)
            {
                return; // a burst may still come that belongs to it
            }
            else if (!GrowByTilt())
            {
                Burst burst = _bursts[0];
                long next = Next(0);
                movements.Add(_view.Measure(burst, _lastOff, next));
                _lastOff = burst.Off;
                _bursts.RemoveAt(0);
            }
        }
    }

    private long Gap(int i) => _bursts[i + 1].On - _bursts[i].Off - _blind.Within(_bursts[i].Off, _bursts[i + 1].On);

    private long Next(int i) => i + 1 < _bursts.Count ? _bursts[i + 1].On : _trace.Count;

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

    /// <summary>Lets the first burst reach to where the leg comes back to its rest, or from where it left it; says whether it has grown.</summary>
    private bool GrowByTilt()
    {
        Burst first = _bursts[0];
        Vector3 before = _view.Before(first.On, _lastOff);
        Vector3 after = _view.After(first.Off, Next(0));
        if (first.Sway.Length(after - before) < 1)
        {
            return false;
        }
        long limit = Math.Min(first.On + _hold, _trace.Count);
        if (_view.Return(first.Sway, before, after, first.Off, limit, 1) is { } back)
        {
            int last = 0;
            while (last + 1 < _bursts.Count && _bursts[last + 1].On - _view.Near <= back)
            {
                last++;
            }
            bool within = back <= _bursts[last].Off + _view.Near;
            JoinFirst(last);
            return (within ? last > 0 : Reach(first.On, back)) || last > 0;
        }
        long earliest = Math.Max(Math.Max(first.Off - _hold, _lastOff), _trace.Oldest);
        return _view.Return(first.Sway, after, before, first.On, earliest, -1) is { } left && left < first.On - _view.Near && Reach(left, first.Off);
    }

    /// <summary>Widens the first burst; an edge never comes to lie in a blind zone.</summary>
    private bool Reach(long on, long off)
    {
        Burst first = _bursts[0];
        if (_blind.Within(on, on + 1) > 0 || _blind.Within(off - 1, off) > 0)
        {
            return false;
        }
        (long on0, long off0) = (first.On, first.Off);
        first.On = Math.Min(first.On, on);
        first.Off = Math.Max(first.Off, off);
        if (first.Grown || (first.On == on0 && first.Off == off0))
        {
            return false;
        }
        first.Grown = true;
        _bursts[0] = first;
        return true;
    }
}
