using CsCheck;
using RlsMotion.Analysis.Movements;

namespace RlsMotion.Analysis.Tests.Movements;

public class MovementDetectorLawTests
{
    /// <summary>A few minutes with whatever may happen in them; the seed makes them.</summary>
    private static readonly Gen<QuietLeg> Legs = Gen.Select(Gen.Int[0, 10_000], Gen.Double[0, 0.006], Gen.OneOf(Gen.Const(25.0), Gen.Const(50.0), Gen.Const(100.0))).Select((seed, noise, rate) =>
    {
        var random = new Random(seed);
        var leg = new QuietLeg(240, rate, seed, noise);
        for (double at = 3 + (20 * random.NextDouble()); at < 230; at += 3 + (25 * random.NextDouble()))
        {
            double size = Math.Exp(Math.Log(0.005) + (random.NextDouble() * Math.Log(100)));
            _ = random.Next(6) switch
            {
                0 => leg.Turn(at, 1.5, 90 * random.NextDouble()),
                1 => leg.Jerk(at, 0.2, size),
                2 => leg.Ring(at, 0.8, size, 9),
                _ => leg.Flex(at, 0.6 + (2.5 * random.NextDouble()), size),
            };
        }
        return leg;
    });

    [Fact]
    public void A_run_cut_into_any_pieces_gives_the_same_bits() =>
        Gen.Select(Legs, Gen.Int[1, 4000].Array[1, 40]).Sample((leg, pieces) =>
        {
            List<DetectedMovement> whole = Found.In(leg);
            var inPieces = new List<DetectedMovement>();
            var detector = new MovementDetector(leg.RateHz, new DetectorOptions());
            int at = 0;
            for (int i = 0; 3 * at < leg.Samples.Length; i++)
            {
                int count = Math.Min(pieces[i % pieces.Length], (leg.Samples.Length / 3) - at);
                detector.Push(at, leg.Samples.AsSpan(3 * at, 3 * count), inPieces);
                at += count;
            }
            detector.Flush(inPieces);
            return whole.SequenceEqual(inPieces);
        }, iter: 20);

    [Fact]
    public void Shifting_the_index_shifts_the_edges_and_nothing_else() =>
        Gen.Select(Legs, Gen.Long[0, 1L << 40]).Sample((leg, shift) =>
            Found.In(leg).Select(m => m with { OnsetIndex = m.OnsetIndex + shift, OffsetIndex = m.OffsetIndex + shift }).SequenceEqual(Found.In(leg, shift)), iter: 8);

    [Fact]
    public void A_second_stretch_knows_nothing_of_the_first() =>
        Gen.Select(Legs, Legs).Where((first, second) => first.RateHz == second.RateHz).Sample((first, second) =>
        {
            var found = new List<DetectedMovement>();
            var detector = new MovementDetector(first.RateHz, new DetectorOptions());
            detector.Push(77, first.Samples, []);
            detector.Flush([]);
            detector.Push(0, second.Samples, found);
            detector.Flush(found);
            return Found.In(second).SequenceEqual(found);
        }, iter: 8);

    [Fact]
    public void Movements_are_in_order_disjoint_and_inside_the_stretch() =>
        Legs.Sample(leg =>
        {
            long last = 0;
            foreach (DetectedMovement m in Found.In(leg))
            {
                Assert.True(m.OnsetIndex >= last && m.OffsetIndex > m.OnsetIndex, $"{m.OnsetIndex}..{m.OffsetIndex} after {last}");
                last = m.OffsetIndex;
                AssertSound(m.Features);
            }
            Assert.True(last <= leg.Samples.Length / 3);
        }, iter: 20);

    [Fact]
    public void Turning_the_sensor_changes_no_movement_by_more_than_a_sample() =>
        Gen.Select(Legs, Gen.Double[-3, 3].Array[3]).Sample((leg, turn) =>
        {
            List<DetectedMovement> expected = Found.In(leg);
            List<DetectedMovement> actual = Found.In(Turned(leg.Samples, turn), leg.RateHz);
            Assert.Equal(expected.Count, actual.Count);
            foreach ((DetectedMovement e, DetectedMovement a) in expected.Zip(actual))
            {
                Assert.InRange(a.OnsetIndex - e.OnsetIndex, -1, 1);
                Assert.InRange(a.OffsetIndex - e.OffsetIndex, -1, 1);
                Assert.Equal(e.Features.DeviationG, a.Features.DeviationG, 1e-4);
            }
        }, iter: 12);

    [Fact]
    public void Naming_the_axes_otherwise_or_pointing_them_the_other_way_changes_no_edge() =>
        Legs.Sample(leg =>
        {
            double[] other = new double[leg.Samples.Length];
            for (int i = 0; i < other.Length; i += 3)
            {
                (other[i], other[i + 1], other[i + 2]) = (-leg.Samples[i + 2], leg.Samples[i], -leg.Samples[i + 1]);
            }
            Assert.Equal(Found.In(leg).Select(m => (m.OnsetIndex, m.OffsetIndex)), Found.In(other, leg.RateHz).Select(m => (m.OnsetIndex, m.OffsetIndex)));
        }, iter: 12);

    [Fact]
    public void Adding_silence_adds_no_event()
    {
        QuietLeg Night(double seconds) => new QuietLeg(seconds).Flex(60, 2.5).Flex(82, 2).Turn(120, 1.2, 50).Flex(150, 3);
        int before = Found.In(Night(200)).Count;
        Assert.Equal(4, before);
        Assert.Equal(before, Found.In(Night(900)).Count);
    }

    [Fact]
    public void Nothing_is_found_in_hours_of_noise() => Assert.Empty(Found.In(new QuietLeg(4 * 3600, seed: 5)));

    [Fact]
    public void A_warm_detector_allocates_nothing_while_nothing_is_found()
    {
        double[] samples = new QuietLeg(300).Samples;
        var detector = new MovementDetector(50, new DetectorOptions());
        var found = new List<DetectedMovement>();
        detector.Push(0, samples, found);
        long index = samples.Length / 3;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < samples.Length; i += 150)
        {
            detector.Push(index, samples.AsSpan(i, 150), found);
            index += 50;
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, allocated);
        Assert.Empty(found);
    }

    private static void AssertSound(in MovementFeatures f)
    {
        Assert.True(f.DurationSeconds > 0 && f.PeakG >= 0 && f.PeakOverFloor >= 1 && f.RmsG >= 0 && f.FloorG >= 0 && f.DeviationG >= 0 && f.TiltG >= 0 && f.TiltSways >= 0);
        Assert.InRange(f.NetTurnDegrees, 0, 180);
        Assert.InRange(f.LargestTurnDegrees, f.NetTurnDegrees, 180);
        Assert.InRange(f.ActiveShare, 0, 1);
        Assert.True(f.Bursts >= 1 && f.TrainLength >= 1 && f.TrainSpacingSeconds >= 0 && f.ShakingShare >= 0 && f.PeaksPerSecond >= 0);
        Assert.InRange(f.SecondsSinceLast, 0, 60);
        Assert.InRange(f.SecondsToNext, 0, 20);
    }

    private static double[] Turned(double[] samples, double[] turn)
    {
        (double a, double b, double c) = (turn[0], turn[1], turn[2]);
        (double ca, double sa, double cb, double sb, double cc, double sc) = (Math.Cos(a), Math.Sin(a), Math.Cos(b), Math.Sin(b), Math.Cos(c), Math.Sin(c));
        double[] turned = new double[samples.Length];
        for (int i = 0; i < samples.Length; i += 3)
        {
            (double x, double y, double z) = (samples[i], samples[i + 1], samples[i + 2]);
            (x, y) = ((ca * x) - (sa * y), (sa * x) + (ca * y));
            (y, z) = ((cb * y) - (sb * z), (sb * y) + (cb * z));
            (x, z) = ((cc * x) - (sc * z), (sc * x) + (cc * z));
            (turned[i], turned[i + 1], turned[i + 2]) = (x, y, z);
        }
        return turned;
    }
}
