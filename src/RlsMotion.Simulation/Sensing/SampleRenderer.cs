using RlsMotion.Simulation.Motion;
using RlsMotion.Simulation.Planning;
using RlsMotion.Simulation.Randomness;

namespace RlsMotion.Simulation.Sensing;

/// <summary>Turns a leg's motion into what its sensor reads, sample after sample. Keeps nothing but its place, so a night of any length streams.</summary>
internal sealed class SampleRenderer
{
    private const double TwoPi = 2 * Math.PI;
    private const double HeartbeatHz = 7;

    private readonly LegCourse _course;
    private readonly SensorModel _sensor;
    private readonly NightPlan _plan;
    private readonly RandomStream _noise;
    private readonly double _breathHz;
    private readonly double _breathG;
    private readonly Vector _breathDirection;
    private readonly double _heartHz;
    private readonly Vector _heartG;
    private readonly double _largestCount;
    private int _motion;
    private int _orientation;

    public SampleRenderer(LegCourse course, SensorModel sensor, NightPlan plan, ulong seed, string name)
    {
        (_course, _sensor, _plan) = (course, sensor, plan);
        _noise = new(seed, name + "-noise");
        var body = new RandomStream(seed, name + "-body");
        _breathHz = body.Between(0.20, 0.33);
        _breathG = Math.Clamp(body.LogNormal(0.002, 0.6), 0.001, 0.010);
        _breathDirection = new Vector(body.Gaussian(), body.Gaussian(), body.Gaussian()).Unit();
        _heartHz = body.Between(0.85, 1.2);
        _heartG = new Vector(body.Gaussian(), body.Gaussian(), body.Gaussian()).Unit() * body.Between(0.001, 0.002);
        _largestCount = Math.Min(sensor.RangeG * sensor.LsbPerG, short.MaxValue);
    }

    /// <summary>Reads the next sample; indices rise by one from call to call.</summary>
    /// <param name="index">Sample index.</param>
    /// <param name="xyzG">Receives three readings in g, on the sensor's grid.</param>
    public void Read(long index, Span<double> xyzG)
    {
        double at = index / _sensor.TrueRateHz;
        Vector up = Up(at);
        var state = new MotionState();
        while (_motion < _course.Motions.Count && _course.Motions[_motion].End <= at)
        {
            _motion++;
        }
        if (_motion < _course.Motions.Count && _course.Motions[_motion].Start <= at)
        {
            _course.Motions[_motion].Add(at, ref state);
            up = up.Turned(state.Rotation);
        }
        Vector reading = up + state.LinearG;
        if (at >= _plan.WornFrom && at < _plan.WornTo)
        {
            reading += Body(at);
        }
        xyzG[0] = Count((reading.X * _sensor.Gain.X) + _sensor.OffsetG.X);
        xyzG[1] = Count((reading.Y * _sensor.Gain.Y) + _sensor.OffsetG.Y);
        xyzG[2] = Count((reading.Z * _sensor.Gain.Z) + _sensor.OffsetG.Z);
    }

    private Vector Up(double at)
    {
        while (_orientation < _course.Orientations.Count && _course.Orientations[_orientation].End <= at)
        {
            _orientation++;
        }
        return _orientation < _course.Orientations.Count ? _course.Orientations[_orientation].At(at)
            : _orientation > 0 ? _course.Orientations[_orientation - 1].To
            : _course.FirstUp;
    }

    /// <summary>Breathing tilts the leg a little, the pulse shakes it a little less.</summary>
    private Vector Body(double at)
    {
        double breath = PortableMath.Sin((TwoPi * _breathHz * at) + (1.5 * PortableMath.Sin(TwoPi * at / 47)));
        double beats = (at * _heartHz) + (0.4 * PortableMath.Sin(TwoPi * at / 19));
        double sinceBeat = (beats - Math.Floor(beats)) / _heartHz;
        Vector sum = _breathDirection * (_breathG * breath);
        return sinceBeat < 0.3 ? sum + (_heartG * (PortableMath.Sin(TwoPi * HeartbeatHz * sinceBeat) * PortableMath.Exp(-sinceBeat / 0.08))) : sum;
    }

    private double Count(double g)
    {
        double counts = Math.Round((g + (_sensor.NoiseG * _noise.Gaussian())) * _sensor.LsbPerG);
        return (Math.Clamp(counts, -_largestCount, _largestCount) + 0.0) / _sensor.LsbPerG; // + 0.0: no negative zero
    }
}
