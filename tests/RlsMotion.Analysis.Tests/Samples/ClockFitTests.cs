using CsCheck;
using NodaTime;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Samples;
using RlsMotion.Analysis.Tests.Nights;

namespace RlsMotion.Analysis.Tests.Samples;

public sealed class ClockFitTests
{
    private static readonly Instant Begin = TestLeg.Begin;

    /// <summary>Five seconds of samples at 25 Hz a packet; the sensor's clock may be ahead, drift and step.</summary>
    private static List<(SensorPacket Packet, Instant Received)> Live(
        int packets, Duration ahead, double driftPpm, Func<int, double> latencySeconds, PacketFlags flags = PacketFlags.UnixTime)
    {
        var sent = new List<(SensorPacket, Instant)>();
        for (int n = 0; n < packets; n++)
        {
            double seconds = 5.0 * n;
            Instant device = flags.HasFlag(PacketFlags.UnixTime) ? Begin + ahead : Instant.FromUnixTimeTicks(0);
            sent.Add((new SensorPacket
            {
                XyzG = new double[375],
                Boot = 1,
                Sequence = (uint)n,
                FirstIndex = 125L * n,
                FirstTimeMicroseconds = (device.ToUnixTimeTicks() / 10) + (long)Math.Round(seconds * 1e6 * (1 + (driftPpm * 1e-6))),
                PeriodNanoseconds = TestLeg.PeriodNanoseconds,
                Flags = flags,
                LatencyMilliseconds = 5000,
            }, Begin + Duration.FromSeconds(seconds + 5 + latencySeconds(n))));
        }
        return sent;
    }

    private static IReadOnlyList<ClockSegment> Fit(IEnumerable<(SensorPacket Packet, Instant Received)> sent)
    {
        var trace = new ClockTrace(TestLeg.PeriodNanoseconds);
        foreach ((SensorPacket packet, Instant received) in sent)
        {
            trace.Add(packet, received);
        }
        return ClockFit.Fit(1, trace);
    }

    private static double ErrorSeconds(ClockMap map, int packet) => (map.At(125L * packet) - Begin).TotalSeconds - (5.0 * packet);

    [Fact]
    public void A_wrong_and_drifting_clock_is_placed_by_the_quickest_deliveries() =>
        Gen.Select(Gen.Double[-3000, 3000], Gen.Double[-250, 250], Gen.Int[0, 1000]).Sample((aheadSeconds, driftPpm, seed) =>
        {
            var random = new Random(seed);
            // Mostly slow, seldom quick: the way takes 20 ms at best.
            var sent = Live(720, Duration.FromSeconds(aheadSeconds), driftPpm, _ => 0.02 + (random.Next(3) == 0 ? 0 : random.NextDouble() * 2));
            ClockSegment segment = Assert.Single(Fit(sent));
            Assert.True(segment.IsBelieved);
            Assert.Equal(driftPpm, segment.Map!.DriftPpm!.Value, 30.0);
            Assert.All(Enumerable.Range(0, 720), packet => Assert.Equal(0.02, ErrorSeconds(segment.Map, packet), 0.06));
        }, iter: 30);

    [Fact]
    public void The_order_of_packets_and_their_repetition_do_not_matter()
    {
        var random = new Random(1);
        var sent = Live(200, Duration.FromSeconds(3), 50, _ => random.NextDouble());
        Assert.Equal(Fit(sent).Select(s => s.Map), Fit(sent.Concat(sent).OrderBy(_ => random.Next())).Select(s => s.Map));
    }

    [Fact]
    public void History_keeps_its_own_times()
    {
        var sent = Live(100, Duration.FromSeconds(-90_000), 0, n => 100_000, PacketFlags.UnixTime | PacketFlags.Historical);
        ClockMap map = Assert.Single(Fit(sent)).Map!;
        Assert.Equal(-90_000, ErrorSeconds(map, 0));
        Assert.Null(map.DriftPpm);
    }

    [Fact]
    public void Old_samples_sent_in_a_hurry_without_a_word_keep_their_own_times()
    {
        // 500 s of samples arrive within a second, a month after they were taken.
        var sent = Live(100, Duration.Zero, 0, n => (30 * 86_400) - (5 * n) + (n * 0.01));
        Assert.Equal(0, ErrorSeconds(Assert.Single(Fit(sent)).Map!, 50));
    }

    [Theory]
    [InlineData(-30 * 365.25)] // 1996
    [InlineData(2)]
    public void A_live_date_that_cannot_be_is_not_believed(double aheadDays)
    {
        ClockSegment segment = Assert.Single(Fit(Live(100, Duration.FromDays(aheadDays), 0, _ => 0.1)));
        Assert.False(segment.IsBelieved);
        Assert.Equal(0.1, ErrorSeconds(segment.Map!, 10), 0.01);
    }

    [Fact]
    public void A_clock_that_counts_from_the_boot_is_placed_by_arrival()
    {
        ClockSegment segment = Assert.Single(Fit(Live(100, Duration.Zero, 0, _ => 0.1, PacketFlags.None)));
        Assert.Equal(0.1, ErrorSeconds(segment.Map!, 99), 0.01);
    }

    [Fact]
    public void A_clock_that_counts_from_the_boot_and_arrives_at_no_known_time_is_not_placed()
    {
        var trace = new ClockTrace(TestLeg.PeriodNanoseconds);
        foreach ((SensorPacket packet, _) in Live(10, Duration.Zero, 0, _ => 0, PacketFlags.None))
        {
            trace.Add(packet, null);
        }
        Assert.Null(Assert.Single(ClockFit.Fit(1, trace)).Map);
    }

    [Fact]
    public void A_step_of_the_clock_makes_two_segments_and_the_arrival_keeps_both_in_place()
    {
        var sent = Live(100, Duration.Zero, 0, _ => 0.05).Take(50).Concat(Live(100, Duration.FromHours(-1), 0, _ => 0.05).Skip(50));
        IReadOnlyList<ClockSegment> segments = Fit(sent);
        Assert.Equal(2, segments.Count);
        Assert.Equal(0.05, ErrorSeconds(segments[0].Map!, 20), 0.01);
        Assert.Equal(0.05, ErrorSeconds(segments[1].Map!, 80), 0.01);
    }

    [Fact]
    public void What_was_detected_does_not_depend_on_times_of_arrival()
    {
        TestLeg leg = TestLeg.Of(1, 600, 130, 160, 190, 220);
        var random = new Random(2);
        NightRecord Night(bool live)
        {
            var session = new NightSession(TestLeg.Key, new NightOptions());
            foreach (SensorPacket packet in leg.Packets([125], flags: PacketFlags.UnixTime))
            {
                Instant end = Instant.FromUnixTimeTicks((packet.FirstTimeMicroseconds * 10) + 50_000_000);
                session.Push(Leg.Left, "l", packet, live ? end + Duration.FromMilliseconds(random.Next(2000)) : null);
            }
            return session.Close();
        }
        NightRecord arrived = Night(live: true);
        NightRecord read = Night(live: false);
        Assert.Equal(read.LegMovements.Select(m => (m.Duration, m.PeakG)), arrived.LegMovements.Select(m => (m.Duration, m.PeakG)));
        Assert.Single(arrived.LegMovements.Zip(read.LegMovements).Select(pair => pair.First.Onset - pair.Second.Onset).Distinct());
    }

    [Fact]
    public void A_time_beyond_the_calendar_breaks_nothing()
    {
        var sent = Live(3, Duration.Zero, 0, _ => 0.1, PacketFlags.UnixTime | PacketFlags.Historical);
        var session = new NightSession(TestLeg.Key, new NightOptions());
        foreach (long time in new[] { long.MaxValue, long.MinValue, 0, 1L << 60 })
        {
            SensorPacket packet = sent[0].Packet;
            session.Push(Leg.Left, "l", new SensorPacket
            {
                XyzG = packet.XyzG,
                Boot = (uint)(time % 1000),
                Sequence = 0,
                FirstIndex = 0,
                FirstTimeMicroseconds = time,
                PeriodNanoseconds = packet.PeriodNanoseconds,
                Flags = packet.Flags,
            }, Begin);
        }
        Assert.Null(session.Close().Start);
    }
}
