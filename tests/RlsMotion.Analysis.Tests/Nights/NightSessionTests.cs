using CsCheck;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Analysis.Tests.Nights;

public sealed class NightSessionTests
{
    private static readonly double[] Kicks = [.. Enumerable.Range(0, 18).Select(n => 120 + (22.0 * n))];
    private static readonly TestLeg Left = TestLeg.Of(1, 900, Kicks);
    private static readonly TestLeg Right = TestLeg.Of(2, 900, Kicks.Select(kick => kick + 7));
    private static readonly NightRecord Plain = Records.Of(Left.Packets(), Right.Packets());

    [Fact]
    public void A_night_of_kicks_becomes_a_night_of_movements()
    {
        NightRecord night = Records.Of(Left.Packets());
        Assert.Equal(18, night.LegMovements.Count);
        Assert.All(night.LegMovements.Zip(Kicks), pair =>
            Assert.Equal(pair.Second, (pair.First.Onset - TestLeg.Begin).TotalSeconds, 0.2));
        Assert.Equal(1, night.Summary.Series);
        Assert.Equal(18, night.Summary.PeriodicDuringRest);
        Assert.Equal(0.25, night.Summary.RestHours!.Value, 3);
        Assert.Equal(Denominator.SameSensor, night.Summary.Denominator);
        Assert.Equal(TestLeg.Begin, night.Start);
        Assert.Equal(TestLeg.Begin + Duration.FromSeconds(900), night.End);
        Assert.Equal(30, night.Epochs.Count);
        Assert.All(night.Epochs, epoch => Assert.Equal((1.0, true, true), (epoch.Coverage, epoch.Worn, epoch.Rest)));
        Assert.Empty(night.Gaps);
        Assert.True(night.IsFinal);
    }

    [Fact]
    public void Cutting_packets_elsewhere_changes_nothing() =>
        Gen.Int[1, 2000].Array[1, 12].Sample(lengths => Records.AssertSame(Plain, Records.Of(Left.Packets(lengths), Right.Packets(lengths))), iter: 12);

    [Fact]
    public void Any_order_inside_the_window_and_any_repetition_change_nothing() =>
        Gen.Select(Gen.Int[20, 250], Gen.Int[0, int.MaxValue]).Sample((length, seed) =>
        {
            var random = new Random(seed);
            List<SensorPacket> packets = Left.Packets([length]);
            // A delay of less than half a window for each: no packet is passed by one more than a window ahead.
            int reach = 1200 / length;
            List<SensorPacket> shuffled = [.. packets.Concat(packets.Where(_ => random.Next(3) == 0))
                .OrderBy(packet => packet.FirstIndex + random.Next(reach * length))];
            var session = new NightSession(TestLeg.Key, new NightOptions());
            shuffled.ForEach(packet => session.Push(Leg.Left, "l", packet, null));
            Assert.False(session.NeedsReplay);
            Records.AssertSame(Records.Of(packets), session.Close());
        }, iter: 20);

    [Fact]
    public void A_packet_later_than_the_window_asks_for_a_replay_which_gives_the_whole_night()
    {
        List<SensorPacket> packets = Left.Packets();
        var late = new NightSession(TestLeg.Key, new NightOptions());
        foreach (SensorPacket packet in packets.Skip(1).Append(packets[0]))
        {
            late.Push(Leg.Left, "l", packet, null);
        }
        Assert.True(late.NeedsReplay);
        Records.AssertSame(Records.Of(packets), Records.Of(packets.Skip(1).Append(packets[0]).OrderBy(packet => (packet.Boot, packet.FirstIndex))));
    }

    [Fact]
    public void A_late_repetition_of_what_is_known_asks_for_nothing()
    {
        List<SensorPacket> packets = Left.Packets();
        var session = new NightSession(TestLeg.Key, new NightOptions());
        packets.ForEach(packet => session.Push(Leg.Left, "l", packet, null));
        session.Push(Leg.Left, "l", packets[0], null);
        Assert.False(session.NeedsReplay);
        Records.AssertSame(Records.Of(packets), session.Close());
    }

    [Fact]
    public void A_snapshot_disturbs_nothing_and_holds_a_beginning_of_the_night()
    {
        NightRecord whole = Records.Of(Left.Packets());
        var session = new NightSession(TestLeg.Key, new NightOptions());
        foreach (SensorPacket packet in Left.Packets())
        {
            session.Push(Leg.Left, "l", packet, null);
            NightRecord soFar = session.Snapshot();
            Assert.False(soFar.IsFinal);
            Assert.Equal(soFar.LegMovements, soFar.LegMovements.TakeWhile((movement, i) => movement.Onset == whole.LegMovements[i].Onset));
        }
        Records.AssertSame(whole, session.Close());
        Records.AssertSame(whole, session.Snapshot());
    }

    [Fact]
    public void Swapping_the_legs_swaps_only_the_labels()
    {
        NightRecord swapped = Records.Of(Right.Packets(), Left.Packets());
        static Leg Other(Leg leg) => leg switch { Leg.Left => Leg.Right, Leg.Right => Leg.Left, _ => leg };
        Assert.Equal(
            Plain.LegMovements.OrderBy(m => m.Onset).ThenBy(m => Other(m.Leg)).Select(m => (Other(m.Leg), m.Onset, m.Offset, m.PeakG, m.Class)),
            swapped.LegMovements.Select(m => (m.Leg, m.Onset, m.Offset, m.PeakG, m.Class)));
        Assert.Equal(Plain.Movements.Select(m => m with { Leg = Other(m.Leg) }), swapped.Movements);
        Assert.Equal(Plain.Summary with { ByHour = [] }, swapped.Summary with { ByHour = [] });
    }

    [Fact]
    public void Shifting_time_shifts_onsets() =>
        Gen.Int[0, 10_000_000].Sample(milliseconds =>
        {
            Duration shift = Duration.FromMilliseconds(milliseconds);
            NightRecord shifted = Records.Of(Left.Packets(begin: TestLeg.Begin + shift));
            Assert.Equal(Plain.LegMovements.Where(m => m.Leg == Leg.Left).Select(m => m.Onset + shift), shifted.LegMovements.Select(m => m.Onset));
        }, iter: 10);

    [Fact]
    public void Silence_after_a_night_adds_no_movement()
    {
        double[] longer = [.. Left.XyzG, .. TestLeg.Of(3, 600).XyzG];
        NightRecord night = Records.Of(Left.Packets().Concat(TestLeg.Of(3, 600).Packets(firstIndex: 1000 + Left.Count, begin: TestLeg.Begin + Duration.FromSeconds(900))
            .Select((packet, n) => Again(packet, packet.FirstIndex, sequence: 1000 + (uint)n))));
        Assert.Equal(18, night.LegMovements.Count);
        Assert.Equal(longer.Length / 3, night.Sensors[0].Samples);
    }

    [Fact]
    public void Recorded_and_missing_are_the_span_and_movements_are_disjoint_and_in_no_gap() =>
        Gen.Select(Gen.Bool.Array[180], Gen.Int[0, 3]).Sample((kept, rare) =>
        {
            List<SensorPacket> all = Left.Packets([125]);
            List<SensorPacket> some = [.. all.Where((_, n) => kept[n] || n % 4 <= rare)];
            if (some.Count == 0)
            {
                return;
            }
            NightRecord night = Records.Of(some);
            SensorUse use = night.Sensors[0];
            Assert.Equal(some.Sum(packet => packet.Count), use.Samples);
            Assert.Equal(some[^1].EndIndex - some[0].FirstIndex, use.Samples + use.MissingSamples);
            Assert.All(night.LegMovements.Zip(night.LegMovements.Skip(1)), pair => Assert.True(pair.First.Offset <= pair.Second.Onset));
            Assert.All(night.Gaps, gap => Assert.DoesNotContain(night.LegMovements, m => m.Onset < gap.To && m.Offset > gap.From));
            Assert.All(night.Gaps, gap => Assert.Equal(GapReason.MissingPackets, gap.Reason));
            Assert.Equal(use.Samples / TestLeg.RateHz / 3600, night.Summary.ValidHours, 6);
            if (night.Summary.PlmPerHour is { } index)
            {
                Assert.Equal(night.Summary.PeriodicDuringRest!.Value, index * night.Summary.RestHours!.Value, 6);
            }
        }, iter: 30);

    [Fact]
    public void No_interval_and_no_series_bridges_a_gap()
    {
        // Without 10 s between the ninth and the tenth kick (seconds 296 to 318), while the sensor counts on.
        List<SensorPacket> packets = [.. Left.Packets([250]).Where(packet => packet.FirstIndex != 1000 + (30 * 250))];
        NightRecord night = Records.Of(packets);
        Assert.Equal(18, night.LegMovements.Count);
        Assert.Equal(new NightGap(Leg.Left, TestLeg.Begin + Duration.FromSeconds(300), TestLeg.Begin + Duration.FromSeconds(310), GapReason.MissingPackets), Assert.Single(night.Gaps));
        Assert.Equal(2, night.Summary.Series);
        Assert.Null(night.Movements[9].Interval);
    }

    [Fact]
    public void A_gap_of_a_second_is_bridged_but_nobody_claims_to_have_seen_it()
    {
        List<SensorPacket> packets = [.. Left.Packets([25]).Where(packet => packet.FirstIndex != 1000 + (305 * 25))];
        NightRecord night = Records.Of(packets);
        Assert.Empty(night.Gaps);
        Assert.Equal(1, night.Summary.Series);
        Assert.Equal(899.0 / 3600, night.Summary.ValidHours, 9);
        Assert.Equal(29.0 / 30, night.Epochs[10].Coverage, 9);
        Assert.Equal(25, night.Sensors[0].MissingSamples);
    }

    [Fact]
    public void A_new_boot_ends_series_and_the_time_between_is_the_battery()
    {
        List<SensorPacket> second = Right.Packets(boot: 3, begin: TestLeg.Begin + Duration.FromSeconds(960), firstIndex: 0);
        NightRecord night = Records.Of(Left.Packets().Concat(second));
        Assert.Equal(36, night.LegMovements.Count);
        Assert.Equal(GapReason.Battery, Assert.Single(night.Gaps).Reason);
        Assert.Equal(Duration.FromSeconds(60), night.Gaps[0].Duration);
        Assert.Equal(2, night.Sensors[0].Clocks.Count);
        Assert.Equal(0, night.Sensors[0].MissingSamples);
    }

    [Fact]
    public void Two_sensors_on_one_leg_count_a_movement_once()
    {
        var session = new NightSession(TestLeg.Key, new NightOptions());
        Left.Packets().ForEach(packet => session.Push(Leg.Left, "ankle", packet, null));
        TestLeg.Of(9, 1200, Kicks).Packets(boot: 1).ForEach(packet => session.Push(Leg.Left, "shin", packet, null));
        NightRecord night = session.Close();
        Assert.Equal(18, night.LegMovements.Count);
        Assert.Equal(["ankle", "shin"], night.Sensors.Select(sensor => sensor.Sensor));
    }

    [Fact]
    public void Damaged_samples_are_a_gap_of_their_own_kind()
    {
        TestLeg leg = TestLeg.Of(1, 900, Kicks);
        leg.XyzG.AsSpan(3 * 25 * 300, 3 * 25 * 10).Fill(1e9);
        leg.XyzG[3 * 25 * 500] = double.NaN;
        NightRecord night = Records.Of(leg.Packets());
        Assert.Equal(GapReason.Corrupt, Assert.Single(night.Gaps).Reason);
        Assert.Equal(251, night.Sensors[0].MissingSamples);
        Assert.Equal(18, night.LegMovements.Count);
    }

    [Fact]
    public void A_rate_error_of_five_percent_stretches_no_duration()
    {
        NightRecord fast = Records.Of(Left.Packets(rateError: -0.05));
        Assert.Equal(TestLeg.RateHz / 0.95, fast.Sensors[0].RateHz, 3);
        Assert.All(fast.LegMovements.Zip(Plain.LegMovements.Where(m => m.Leg == Leg.Left)), pair =>
            Assert.Equal(pair.Second.Duration.TotalSeconds * 0.95, pair.First.Duration.TotalSeconds, 2));
        Assert.Equal(Duration.FromSeconds(900 * 0.95), fast.End - fast.Start);
        Assert.Empty(fast.Gaps);
    }

    [Fact]
    public void An_empty_night_knows_nothing_and_says_so()
    {
        NightRecord night = new NightSession(TestLeg.Key, new NightOptions()).Close();
        Assert.Null(night.Start);
        Assert.Empty(night.Sensors);
        Assert.Equal((0, 0, null, null, null), (night.Summary.RecordedHours, night.Summary.ValidHours, night.Summary.RestHours, night.Summary.PlmPerHour, night.Summary.PeriodicDuringRest));
        Assert.Null(night.Summary.Denominator);
        Assert.Equal("D", night.Summary.Grade);
    }

    [Fact]
    public void A_minute_is_too_short_to_tell_rest()
    {
        NightRecord night = Records.Of(TestLeg.Of(1, 60).Packets());
        Assert.Null(night.Summary.RestHours);
        Assert.All(night.Epochs, epoch => Assert.Null(epoch.Rest));
    }

    [Fact]
    public void What_lies_beyond_noon_belongs_to_another_night()
    {
        Instant begin = TestLeg.Key.End - Duration.FromSeconds(300);
        NightRecord before = Records.Of(Left.Packets(begin: begin));
        NightRecord after = Records.Of(Left.Packets(begin: begin), key: new NightKey("s", TestLeg.Key.Date.PlusDays(1), TestLeg.Key.Zone));
        Assert.Equal(TestLeg.Key.End, before.End);
        Assert.Equal(TestLeg.Key.End, after.Start);
        Assert.Equal(18, before.LegMovements.Count + after.LegMovements.Count);
    }

    [Fact]
    public void A_diary_comes_before_what_the_sensor_thinks_of_rest()
    {
        var lights = new Interval(TestLeg.Begin + Duration.FromSeconds(300), TestLeg.Begin + Duration.FromSeconds(600));
        NightRecord night = Records.Of(Left.Packets(), options: new NightOptions { Context = new SleepContext { Lights = lights } });
        Assert.Equal(Denominator.Diary, night.Summary.Denominator);
        Assert.Equal(300.0 / 3600, night.Summary.RestHours!.Value, 9);
        Assert.Equal(night.Movements.Count(m => m.IsPeriodic && lights.Contains(m.Onset)), night.Summary.PeriodicDuringRest);
    }

    [Theory]
    [InlineData("Europe/Berlin", 2026, 3, 28, 23)]
    [InlineData("Europe/Berlin", 2026, 10, 24, 25)]
    [InlineData("Europe/Berlin", 2026, 12, 31, 24)]
    [InlineData("Asia/Kathmandu", 2028, 2, 28, 24)]
    [InlineData("Australia/Lord_Howe", 2026, 4, 4, 24.5)]
    public void A_night_lasts_from_noon_to_noon_whatever_the_clocks_do(string zoneName, int year, int month, int day, double hours)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[zoneName];
        var key = new NightKey("s", new LocalDate(year, month, day), zone);
        Assert.Equal(Duration.FromHours(hours), key.End - key.Start);
        Assert.Equal(key, NightKey.Of("s", key.Start, zone));
        Assert.Equal(key, NightKey.Of("s", key.End - Duration.FromMilliseconds(1), zone));

        Instant middle = key.Start + ((key.End - key.Start) / 2);
        NightRecord night = Records.Of(Left.Packets(begin: middle), key: key);
        Assert.Equal(18, night.LegMovements.Count);
        Assert.Equal(0, night.Summary.FirstHour!.Value.InZone(zone).Minute);
        Assert.Equal(18, night.Summary.ByHour.Sum());
    }

    private static SensorPacket Again(SensorPacket packet, long firstIndex, uint sequence) => new()
    {
        XyzG = packet.XyzG,
        Boot = packet.Boot,
        Sequence = sequence,
        FirstIndex = firstIndex,
        FirstTimeMicroseconds = packet.FirstTimeMicroseconds,
        PeriodNanoseconds = packet.PeriodNanoseconds,
        Flags = packet.Flags,
    };
}
