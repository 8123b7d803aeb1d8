using RlsMotion.Simulation.Randomness;

namespace RlsMotion.Simulation.Motion;

/// <summary>Irregular movement of the whole leg: slow turning and quicker jolts, swelling and ebbing.</summary>
internal sealed class Shaking : LegMotion
{
    private const int Tones = 4;
    private const double TwoPi = 2 * Math.PI;

    private readonly (Vector Direction, double Hz, double Phase)[] _jolts = new (Vector, double, double)[Tones];
    private readonly (Vector Direction, double Hz, double Phase)[] _turns = new (Vector, double, double)[2];
    private readonly double _edge;

    /// <summary>Draws it: jolts of about <paramref name="peakG"/> at 0.7 to 5 Hz, turns of up to <paramref name="turn"/> radians at 0.2 to 1 Hz.</summary>
    public Shaking(double start, double end, double peakG, double turn, RandomStream random) : base(start, end)
    {
        for (int i = 0; i < Tones; i++)
        {
            _jolts[i] = (Direction(random) * (peakG / 2), random.LogBetween(0.7, 5), random.Between(0, TwoPi));
        }
        for (int i = 0; i < _turns.Length; i++)
        {
            _turns[i] = (Direction(random) * (turn / 2), random.LogBetween(0.2, 1), random.Between(0, TwoPi));
        }
        _edge = Math.Min(0.4, (end - start) / 3);
    }

    /// <inheritdoc/>
    public override void Add(double at, ref MotionState state)
    {
        double t = at - Start;
        double inside = Math.Clamp(Math.Min(t, End - at) / _edge, 0, 1);
        double envelope = inside * inside * (3 - (2 * inside));
        foreach ((Vector direction, double hz, double phase) in _jolts)
        {
            state.LinearG += direction * (envelope * PortableMath.Sin((TwoPi * hz * t) + phase));
        }
        foreach ((Vector direction, double hz, double phase) in _turns)
        {
            state.Rotation += direction * (envelope * PortableMath.Sin((TwoPi * hz * t) + phase));
        }
    }

    private static Vector Direction(RandomStream random) => new Vector(random.Gaussian(), random.Gaussian(), random.Gaussian()).Unit();
}
