using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Samples;
using RlsMotion.Simulation.Motion;
using RlsMotion.Simulation.Planning;
using RlsMotion.Simulation.Randomness;
using RlsMotion.Simulation.Sensing;
using RlsMotion.Simulation.Truth;

namespace RlsMotion.Simulation;

/// <summary>One leg's night: what its sensor sends, and what truly happened.</summary>
/// <remarks>Immutable; safe to enumerate more than once, also at the same time: every enumeration renders the same bits anew.</remarks>
public sealed class SimulatedLeg
{
    private readonly LegCourse _course;
    private readonly NightPlan _plan;
    private readonly SensorModel _sensor;
    private readonly IReadOnlyList<(long From, long To)> _losses;
    private readonly Instant _start;
    private readonly SimulationOptions _options;
    private readonly string _name;

    internal SimulatedLeg(
        Leg leg, LegCourse course, NightPlan plan, SensorModel sensor, IReadOnlyList<(long From, long To)> losses, SimulationOptions options, bool isLossy, string name)
    {
        (Leg, _course, _plan, _sensor, _losses, _options, IsLossy, _name) = (leg, course, plan, sensor, losses, options, isLossy, name);
        _start = options.Start;
        Truth = [.. course.Truth.Select(t => t with { Leg = leg })];
        SampleCount = (long)(plan.Length * sensor.TrueRateHz);
    }

    /// <summary>Left or right.</summary>
    public Leg Leg { get; }

    /// <summary>Everything that happened to this leg, by onset, disjoint; the unseen included (see <see cref="TrueMovement.IsVisible"/>).</summary>
    public IReadOnlyList<TrueMovement> Truth { get; }

    /// <summary>Samples taken, lost ones included.</summary>
    public long SampleCount { get; }

    /// <summary>Samples per second that the sensor claims.</summary>
    public double NominalRateHz => _sensor.NominalRateHz;

    /// <summary>Samples per second that it takes.</summary>
    public double TrueRateHz => _sensor.TrueRateHz;

    /// <summary>Counts per g.</summary>
    public int LsbPerG => _sensor.LsbPerG;

    /// <summary>Largest reading in g, either sign.</summary>
    public double RangeG => _sensor.RangeG;

    /// <summary>The calibration that would undo this sensor's error.</summary>
    public Calibration TrueCalibration => _sensor.TrueCalibration;

    /// <summary>Ranges [from, to) of sample indices that never arrive, rising and apart; empty on a good link.</summary>
    public IReadOnlyList<(long From, long To)> Losses => _losses;

    /// <summary>Whether delivery loses, delays and doubles.</summary>
    public bool IsLossy { get; }

    /// <summary>When the sensor was on the leg, in true time.</summary>
    public Interval Worn => new(_start + Duration.FromSeconds(_plan.WornFrom), _start + Duration.FromSeconds(_plan.WornTo));

    /// <summary>True time of a sample.</summary>
    public Instant TimeOf(long index) => _start + Duration.FromNanoseconds((long)Math.Round(index * 1e9 / _sensor.TrueRateHz));

    /// <summary>What the sensor sends, in its own order, lost samples left out: a packet ends where a loss begins.</summary>
    /// <remarks>Times are those of the sensor's clock (Unix time), counts those of its quartz; the period is the nominal one.</remarks>
    public IEnumerable<SensorPacket> Packets()
    {
        var renderer = new SampleRenderer(_course, _sensor, _plan, _options.Seed, _name);
        int longest = (int)Math.Clamp(Math.Round(_options.FrameSeconds * _sensor.NominalRateHz), 1, SensorPacket.MaxSamples);
        double[] buffer = new double[3 * longest];
        uint sequence = 0;
        int loss = 0;
        for (long frame = 0; frame < SampleCount; frame += longest)
        {
            long end = Math.Min(SampleCount, frame + longest);
            int held = 0;
            for (long index = frame; index < end; index++)
            {
                Span<double> slot = buffer.AsSpan(3 * held, 3);
                renderer.Read(index, slot);
                while (loss < _losses.Count && index >= _losses[loss].To)
                {
                    loss++;
                }
                bool isLost = loss < _losses.Count && index >= _losses[loss].From;
                if (!isLost)
                {
                    held++;
                }
                else if (held > 0)
                {
                    yield return Packet(buffer.AsSpan(0, 3 * held).ToArray(), index - held, sequence++);
                    held = 0;
                }
            }
            if (held > 0)
            {
                yield return Packet(buffer.AsSpan(0, 3 * held).ToArray(), end - held, sequence++);
            }
        }
    }

    /// <summary>The packets as a radio link delivers them: on a lossy one some come late, by up to four places, and some twice; else as <see cref="Packets"/>.</summary>
    public IEnumerable<SensorPacket> DeliveredPackets() => IsLossy ? Disordered() : Packets();

    private IEnumerable<SensorPacket> Disordered()
    {
        var random = new RandomStream(_options.Seed, _name + "-delivery");
        var late = new List<(int Wait, SensorPacket Packet)>();
        foreach (SensorPacket packet in Packets())
        {
            for (int i = late.Count - 1; i >= 0; i--)
            {
                late[i] = (late[i].Wait - 1, late[i].Packet);
                if (late[i].Wait <= 0)
                {
                    yield return late[i].Packet;
                    late.RemoveAt(i);
                }
            }
            double fate = random.NextUnit();
            if (fate < 0.03)
            {
                late.Add((random.Whole(1, 4), packet));
                continue;
            }
            yield return packet;
            if (fate > 0.99)
            {
                late.Add((random.Whole(1, 4), packet)); // acknowledgement lost: sent again
            }
        }
        foreach ((_, SensorPacket packet) in late)
        {
            yield return packet;
        }
    }

    private SensorPacket Packet(double[] xyzG, long firstIndex, uint sequence)
    {
        double seconds = firstIndex / _sensor.TrueRateHz;
        double clock = (seconds * 1e6 * (1 + (_sensor.ClockDriftPpm * 1e-6))) + _sensor.ClockAheadMicroseconds;
        bool isWorn = seconds >= _plan.WornFrom && seconds < _plan.WornTo;
        double warmed = isWorn ? 1 - PortableMath.Exp(-(seconds - _plan.WornFrom) / 900) : 0;
        return new()
        {
            XyzG = xyzG,
            Boot = _sensor.Boot,
            Sequence = sequence,
            FirstIndex = firstIndex,
            FirstTimeMicroseconds = (_start.ToUnixTimeTicks() / 10) + (long)Math.Round(clock),
            PeriodNanoseconds = (uint)Math.Round(1e9 / _sensor.NominalRateHz),
            Flags = PacketFlags.UnixTime | PacketFlags.Historical | (isWorn ? PacketFlags.Worn : PacketFlags.None),
            LsbPerG = _sensor.LsbPerG,
            BatteryPercent = (int)Math.Round(98 - (seconds / 3600 * 1.1)),
            TemperatureC = Math.Round((21 + (10.5 * warmed)) * 100) / 100,
        };
    }
}
