using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Simulation.Planning;
using RlsMotion.Simulation.Randomness;
using RlsMotion.Simulation.Truth;

namespace RlsMotion.Simulation.Motion;

/// <summary>Turns the plan of one leg into motion, and measures what moved.</summary>
internal sealed class LegCourseBuilder(Leg leg, Instant start, RandomStream random)
{
    /// <summary>Step of the measuring of peaks in seconds; a burst lasts 0.15 s or more.</summary>
    private const double MeasuringStep = 0.005;

    /// <summary>No held tilt turns further than this, in radians: a joint ends there.</summary>
    private const double LargestFlexion = 1.2;

    private readonly List<LegMotion> _motions = [];
    private readonly List<OrientationChange> _orientations = [];
    private readonly List<TrueMovement> _truth = [];
    private Vector _up;

    /// <summary>Builds it.</summary>
    public LegCourse Build(NightPlan plan)
    {
        Vector firstUp = _up = plan.WornFrom > 0 ? Table() : Lying(random.Between(0, 2 * Math.PI));
        foreach (PlannedEvent planned in plan.Events.Where(e => e.Leg == leg))
        {
            Vector before = _up;
            int known = _orientations.Count;
            LegMotion motion = planned.Kind == MovementClass.LegMovement ? Flex(planned) : Other(planned);
            _motions.Add(motion);
            OrientationChange? change = _orientations.Count > known ? _orientations[^1] : null;
            double peak = Peak(motion, before, change);
            Instant onset = start + Duration.FromMilliseconds((long)Math.Round(planned.Start * 1000));
            Instant offset = start + Duration.FromMilliseconds((long)Math.Round(planned.End * 1000));
            _truth.Add(new(leg, onset, offset, planned.Kind, Math.Round(peak * 1e6) / 1e6, planned.IsPeriodic));
        }
        return new(firstUp, _motions, _orientations, _truth);
    }

    private Flexion Flex(PlannedEvent planned)
    {
        Vector axis;
        do
        {
            double psi = random.Between(0, 2 * Math.PI);
            axis = new Vector(0.2 * random.Gaussian(), PortableMath.Cos(psi), PortableMath.Sin(psi)).Unit();
        }
        while (Math.Abs(axis.Dot(_up)) > 0.85); // a turn about the vertical would tilt nothing
        double lever = random.Between(0.08, 0.30);
        (double[] times, double[] shares) = Shape(planned.Duration);
        double residue = random.Chance(0.25) ? random.Between(-0.05, 0.15) : 0;
        shares[^1] = residue;
        double wobbleHz = random.Between(1.5, 3);
        double wobble = random.Between(0.0, 0.04);
        Flexion Of(double angle) => new(planned.Start, planned.End, axis, angle, lever, times, shares, wobbleHz, wobble);

        double angle = planned.PeakG;
        for (int i = 0; i < 3; i++) // the peak is nearly proportional to the angle: a few steps of scaling settle it
        {
            angle = Math.Min(LargestFlexion, angle * planned.PeakG / BurstPeak(Of(angle), _up, times));
        }
        Flexion flexion = Of(angle);
        if (residue != 0)
        {
            Vector to = _up.Turned(axis * (angle * residue));
            _orientations.Add(new(planned.End, planned.End, _up, to));
            _up = to;
        }
        return flexion;
    }

    /// <summary>The angle's course: mostly onset burst, held tilt, release burst; else two bursts, several, or a single weak one.</summary>
    private (double[] Times, double[] Shares) Shape(double duration)
    {
        double rise = Math.Min(random.LogBetween(0.15, 0.50), 0.4 * duration);
        double release = Math.Min(random.LogBetween(0.20, 0.80), 0.45 * duration);
        double kind = random.NextUnit();
        if (duration < 1.0)
        {
            return ([0, duration * random.Between(0.35, 0.5), duration], [0, 1, 0]);
        }
        if (duration > 1.6 && kind < 0.20) // a first burst to part of the way, a second to the whole
        {
            double second = random.Between(rise + 0.2, Math.Min(duration - release - 0.35, rise + 1.2));
            double part = random.Between(0.45, 0.75);
            return ([0, rise, second, Math.Min(second + 0.3, duration - release), duration - release + 0.01, duration], [0, part, part * 0.95, 1, 0.9, 0]);
        }
        if (duration > 2.5 && kind < 0.32) // flexes again and again
        {
            int bursts = Math.Clamp((int)(duration / random.Between(0.7, 1.2)), 2, 8);
            double[] times = new double[(2 * bursts) + 1];
            double[] shares = new double[(2 * bursts) + 1];
            for (int i = 1; i < times.Length; i++)
            {
                times[i] = duration * (i - (i < times.Length - 1 ? random.Between(0, 0.3) : 0)) / (times.Length - 1);
                shares[i] = i % 2 == 1 ? random.Between(0.8, 1.0) : random.Between(0.35, 0.6);
            }
            return (times, shares);
        }
        return ([0, rise, duration - release, duration], [0, 1, random.Between(0.75, 1.0), 0]);
    }

    private LegMotion Other(PlannedEvent planned)
    {
        (double from, double to) = (planned.Start, planned.End);
        switch (planned.Kind)
        {
            case MovementClass.Walking:
                double impact = Math.Clamp(planned.PeakG * random.LogNormal(1, 0.3), 2.5, 9);
                return new Steps(from, to, 0.92, leg == Leg.Left ? 0 : 0.5, impact, new Vector(0.9, 0.1, 0.4).Unit());
            case MovementClass.Twitch:
                return new Lobes(from, to, AnyDirection() * planned.PeakG, planned.Duration, planned.Duration);
            case MovementClass.Tremor:
                double period = 1 / random.LogBetween(Math.Max(0.3, 4.5 / planned.Duration), 4); // a train has four bursts or more
                return new Lobes(from, to, AnyDirection() * planned.PeakG, period, Math.Min(0.25, 0.6 * period));
            case MovementClass.Vibration:
                return new Ringing(from, to, AnyDirection() * planned.PeakG, random.Between(5, 12));
            default:
                Settle(planned);
                double turn = planned.Kind == MovementClass.PostureShift ? 0.05 : planned.Kind == MovementClass.Handling ? 1.2 : random.Between(0.1, 0.5);
                return new Shaking(from, to, planned.PeakG, turn, random);
        }
    }

    /// <summary>Books the turn to where the leg lies after an event.</summary>
    private void Settle(PlannedEvent planned)
    {
        Vector to = planned.Afterwards switch
        {
            RestingPlace.Turned => _up.Turned(new Vector(random.Sign() * random.Between(20, 120) * Math.PI / 180, 0, 0)),
            RestingPlace.Nudged => _up.Turned(AnyDirection() * (random.Between(3, 25) * Math.PI / 180)),
            RestingPlace.Upright => new Vector(1, 0.12 * random.Gaussian(), 0.12 * random.Gaussian()).Unit(),
            RestingPlace.Lying => Lying(random.Between(0, 2 * Math.PI)),
            RestingPlace.Table => Table(),
            _ => _up,
        };
        if (to == _up)
        {
            return;
        }
        double within = Math.Min(planned.Duration, 3);
        double from = planned.Kind == MovementClass.PostureShift ? planned.Start : planned.Start + (random.Between(0.1, 0.9) * (planned.Duration - within));
        _orientations.Add(new(from, from + within, _up, to));
        _up = to;
    }

    private Vector Lying(double roll) => new Vector(0.15 * random.Gaussian(), PortableMath.Cos(roll), PortableMath.Sin(roll)).Unit();

    private Vector Table() => new Vector(0.02 * random.Gaussian(), 0.02 * random.Gaussian(), random.Sign()).Unit();

    private Vector AnyDirection() => new Vector(random.Gaussian(), random.Gaussian(), random.Gaussian()).Unit();

    /// <summary>The peak on a few points of each stretch between knots: quick, and exact enough to scale by.</summary>
    private static double BurstPeak(Flexion flexion, Vector before, double[] times)
    {
        const int Points = 16;
        double peak = 0;
        for (int i = 1; i < times.Length; i++)
        {
            for (int point = 0; point < Points; point++)
            {
                var state = new MotionState();
                flexion.Add(flexion.Start + times[i - 1] + ((times[i] - times[i - 1]) * point / Points), ref state);
                peak = Math.Max(peak, (before.Turned(state.Rotation) + state.LinearG - before).Length);
            }
        }
        return peak;
    }

    private static double Peak(LegMotion motion, Vector before, OrientationChange? change)
    {
        double peak = 0;
        for (double at = motion.Start; at < motion.End; at += MeasuringStep)
        {
            var state = new MotionState();
            motion.Add(at, ref state);
            Vector up = change is { } c && c.End > c.Start ? c.At(at) : before;
            peak = Math.Max(peak, (up.Turned(state.Rotation) + state.LinearG - before).Length);
        }
        return peak;
    }
}
