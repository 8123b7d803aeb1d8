using CsCheck;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Samples;
using RlsMotion.Simulation.Truth;

namespace RlsMotion.Simulation.Tests;

public sealed class NightSimulatorTests
{
    private static readonly Gen<SimulationOptions> ShortNights =
        Gen.Select(Gen.ULong, Gen.Double[0.02, 0.8], Gen.Enum<SimulationProfile>(), (seed, hours, profile) =>
            new SimulationOptions { Seed = seed, Hours = hours, Profile = profile });

    [Fact]
    public void Equal_options_give_equal_bits_and_a_night_can_be_read_twice() =>
        ShortNights.Sample(
            options =>
            {
                SimulatedNight night = NightSimulator.Simulate(options);
                SimulatedNight again = NightSimulator.Simulate(options);
                Assert.Equal(night.Truth, again.Truth);
                Assert.Equal(night.Stages, again.Stages);
                foreach ((SimulatedLeg leg, SimulatedLeg same) in night.Legs.Zip(again.Legs))
                {
                    Assert.Equal(Digest(leg.Packets()), Digest(same.Packets()));
                    Assert.Equal(Digest(leg.DeliveredPackets()), Digest(leg.DeliveredPackets()));
                }
            },
            iter: 12);

    [Fact]
    public void Swapping_the_legs_swaps_the_labels_and_nothing_else() =>
        ShortNights.Sample(
            options =>
            {
                SimulatedNight night = NightSimulator.Simulate(options);
                SimulatedNight swapped = NightSimulator.Simulate(options with { SwapLegs = true });
                AssertSame(night.Left, swapped.Right);
                AssertSame(night.Right, swapped.Left);
            },
            iter: 8);

    [Fact]
    public void Truth_lies_inside_the_night_in_order_and_apart_on_each_leg() =>
        Gen.Select(Gen.ULong, Gen.Double[0.05, 10], Gen.Enum<SimulationProfile>()).Sample(
            (seed, hours, profile) =>
            {
                SimulatedNight night = NightSimulator.Simulate(new() { Seed = seed, Hours = hours, Profile = profile });
                Instant start = night.Options.Start;
                Instant end = start + Duration.FromHours(hours);
                Assert.Equal(start, night.Stages[0].From);
                Assert.All(night.Stages.Zip(night.Stages.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
                foreach (SimulatedLeg leg in night.Legs)
                {
                    Assert.All(leg.Truth, t => Assert.True(t.Leg == leg.Leg && t.Onset >= start && t.Offset <= end && t.Onset < t.Offset, t.ToString()));
                    Assert.All(leg.Truth.Zip(leg.Truth.Skip(1)), pair => Assert.True(pair.First.Offset < pair.Second.Onset, pair.ToString()));
                }
            },
            iter: 25);

    [Fact]
    public void Leg_movements_last_half_a_second_to_ten_and_the_visible_ones_reach_ten_mg()
    {
        SimulatedNight night = NightSimulator.Simulate(new() { Seed = 5 });
        TrueMovement[] movements = [.. night.Truth.Where(t => t.Kind == MovementClass.LegMovement)];
        Assert.All(movements, t => Assert.InRange(t.Duration, Duration.FromMilliseconds(500), Duration.FromSeconds(10)));
        Assert.All(movements, t => Assert.Equal(t.PeakG >= 0.010, t.IsVisible));
        Assert.InRange(movements.Count(t => !t.IsVisible) / (double)movements.Length, 0.2, 0.45);
    }

    [Fact]
    public void A_silent_profile_has_no_events_and_hardly_moves()
    {
        SimulatedNight night = NightSimulator.Simulate(new() { Seed = 9, Hours = 0.3, Profile = SimulationProfile.Silent });
        Assert.Empty(night.Truth);
        foreach (SimulatedLeg leg in night.Legs)
        {
            double[] x = [.. leg.Packets().SelectMany(p => p.XyzG.ToArray())];
            for (int axis = 0; axis < 3; axis++)
            {
                double[] one = [.. x.Where((_, i) => i % 3 == axis)];
                Assert.InRange(one.Max() - one.Min(), 0, 0.06);
            }
        }
    }

    [Fact]
    public void Every_reading_lies_on_the_sensors_grid_and_inside_its_range() =>
        ShortNights.Sample(
            options =>
            {
                foreach (SensorPacket packet in NightSimulator.Simulate(options).Legs.SelectMany(leg => leg.Packets()))
                {
                    foreach (double g in packet.XyzG.Span)
                    {
                        double counts = g * packet.LsbPerG!.Value;
                        Assert.True(counts == Math.Round(counts) && Math.Abs(counts) <= short.MaxValue && Math.Abs(g) <= 8 && (g != 0 || !double.IsNegative(g)));
                    }
                }
            },
            iter: 6);

    [Fact]
    public void Packets_follow_each_other_and_their_holes_are_the_losses()
    {
        SimulatedLeg leg = NightSimulator.Simulate(new() { Seed = 3, Hours = 1, Profile = SimulationProfile.Lossy }).Left!;
        var holes = new List<(long, long)>();
        long next = 0;
        uint sequence = 0;
        foreach (SensorPacket packet in leg.Packets())
        {
            if (packet.FirstIndex > next)
            {
                holes.Add((next, packet.FirstIndex));
            }
            Assert.Equal(sequence++, packet.Sequence);
            next = packet.EndIndex;
        }
        Assert.NotEmpty(holes);
        Assert.Equal(leg.Losses.Where(l => l.To <= next), holes);
        Assert.Equal(Digest(leg.Packets()), Digest(leg.DeliveredPackets().DistinctBy(p => p.Sequence).OrderBy(p => p.Sequence)));
    }

    [Fact]
    public void A_sleeping_leg_weighs_one_g_once_its_sensor_is_calibrated()
    {
        SimulatedLeg leg = NightSimulator.Simulate(new() { Seed = 4, Hours = 0.2, Profile = SimulationProfile.Silent }).Left!;
        Calibration c = leg.TrueCalibration;
        double[] raw = leg.Packets().First().XyzG.ToArray();
        double sum = 0;
        for (int i = 0; i < raw.Length; i += 3)
        {
            double x = (c.ScaleX * raw[i]) + c.OffsetXG;
            double y = (c.ScaleY * raw[i + 1]) + c.OffsetYG;
            double z = (c.ScaleZ * raw[i + 2]) + c.OffsetZG;
            sum += Math.Sqrt((x * x) + (y * y) + (z * z));
        }
        Assert.Equal(1.0, sum / (raw.Length / 3), 2);
    }

    [Fact]
    public void Options_outside_their_range_are_refused_by_name()
    {
        Assert.Contains("Hours", Assert.Throws<ArgumentOutOfRangeException>(() => NightSimulator.Simulate(new() { Hours = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("LsbPerG", Assert.Throws<ArgumentOutOfRangeException>(() => NightSimulator.Simulate(new() { LsbPerG = 100 })).Message, StringComparison.Ordinal);
        Assert.Contains("RateHz", Assert.Throws<ArgumentOutOfRangeException>(() => NightSimulator.Simulate(new() { RateHz = double.NaN })).Message, StringComparison.Ordinal);
    }

    private static void AssertSame(SimulatedLeg? leg, SimulatedLeg? other)
    {
        Assert.Equal(leg is null, other is null);
        if (leg is not null && other is not null)
        {
            Assert.Equal(leg.Leg ^ Leg.Both, other.Leg);
            Assert.Equal(leg.Truth.Select(t => t with { Leg = other.Leg }), other.Truth);
            Assert.Equal(Digest(leg.Packets()), Digest(other.Packets()));
        }
    }

    private static ulong Digest(IEnumerable<SensorPacket> packets)
    {
        ulong hash = 14695981039346656037;
        foreach (SensorPacket p in packets)
        {
            foreach (double g in p.XyzG.Span)
            {
                hash = (hash ^ BitConverter.DoubleToUInt64Bits(g)) * 1099511628211;
            }
            hash = (hash ^ p.Boot ^ p.Sequence ^ (ulong)p.FirstIndex ^ (ulong)p.FirstTimeMicroseconds) * 1099511628211;
        }
        return hash;
    }
}
