using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Simulation;

namespace RlsMotion.Analysis.Tests.Nights;

public sealed class SimulatedNightTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 15, 22, 0);
    private static readonly NightKey Key = NightKey.Of("s", Start, DateTimeZone.Utc);

    private static SimulatedNight Simulate(SimulationProfile profile, double hours = 1) =>
        NightSimulator.Simulate(new SimulationOptions { Seed = 11, Profile = profile, Hours = hours, Start = Start });

    private static NightRecord Night(SimulatedNight night, Func<SimulatedLeg, IEnumerable<SensorPacket>> packets)
    {
        var session = new NightSession(Key, new NightOptions());
        foreach (SimulatedLeg leg in night.Legs)
        {
            foreach (SensorPacket packet in packets(leg))
            {
                session.Push(leg.Leg, "sensor-" + leg.Leg, packet, null);
            }
        }
        Assert.False(session.NeedsReplay);
        return session.Close();
    }

    [Fact]
    public void A_poor_radio_link_gives_the_night_that_a_replay_of_the_log_gives()
    {
        SimulatedNight night = Simulate(SimulationProfile.Lossy);
        Dictionary<Leg, List<SensorPacket>> delivered = night.Legs.ToDictionary(leg => leg.Leg, leg => leg.DeliveredPackets().ToList());
        NightRecord streamed = Night(night, leg => delivered[leg.Leg]);
        NightRecord replayed = Night(night, leg => delivered[leg.Leg].DistinctBy(packet => packet.Sequence).OrderBy(packet => packet.FirstIndex));
        Records.AssertSame(replayed, streamed);
        Assert.Equal(replayed.Sensors.SelectMany(sensor => sensor.Clocks), streamed.Sensors.SelectMany(sensor => sensor.Clocks));
        Assert.NotEmpty(streamed.Gaps);
        foreach (SimulatedLeg leg in night.Legs)
        {
            SensorUse use = streamed.Sensors.Single(sensor => sensor.Leg == leg.Leg);
            Assert.Equal(delivered[leg.Leg].DistinctBy(packet => packet.Sequence).Sum(packet => packet.Count), use.Samples);
        }
    }

    [Fact]
    public void A_rate_that_is_off_by_several_percent_puts_movements_where_they_were()
    {
        SimulatedNight night = Simulate(SimulationProfile.Cheap);
        NightRecord record = Night(night, leg => leg.Packets());
        Assert.All(night.Legs, leg => Assert.Equal(leg.TrueRateHz, record.Sensors.Single(sensor => sensor.Leg == leg.Leg).RateHz, 0.001));
        Assert.Equal(1, record.Summary.RecordedHours, 3);
    }

    [Fact]
    public void Nobody_moves_and_nothing_is_found()
    {
        NightRecord record = Night(Simulate(SimulationProfile.Silent), leg => leg.Packets());
        Assert.Empty(record.Movements);
        Assert.Equal(1, record.Summary.ValidHours, 3);
        Assert.Equal(0, record.Summary.PlmPerHour);
        Assert.Null(record.Summary.PeriodicityIndex);
    }

    [Fact]
    public void A_severe_rhythm_does_not_read_as_wake()
    {
        SimulatedNight night = Simulate(SimulationProfile.Severe);
        NightRecord record = Night(night, leg => leg.Packets());
        Assert.InRange(record.Summary.RestHours!.Value, night.SleepHours * 0.9, 1.001);
        Assert.Equal(record.Summary.PeriodicDuringRest!.Value, record.Summary.PlmPerHour!.Value * record.Summary.RestHours.Value, 6);
    }

    [Fact]
    public void A_warm_pipeline_allocates_what_it_keeps_and_no_more()
    {
        List<SensorPacket> packets = [.. Simulate(SimulationProfile.Silent).Left!.Packets()];
        var session = new NightSession(Key, new NightOptions());
        int half = packets.Count / 2;
        packets[..half].ForEach(packet => session.Push(Leg.Left, "s", packet, null));
        List<SensorPacket> rest = packets[half..];
        long before = GC.GetAllocatedBytesForCurrentThread();
        rest.ForEach(packet => session.Push(Leg.Left, "s", packet, null));
        long perPacket = (GC.GetAllocatedBytesForCurrentThread() - before) / rest.Count;
        // Kept of a packet of 20 s: 20 seconds of statistics of 64 bytes, two clock marks, one line of what was released. Lists that double
        // allocate up to twice what they come to hold, all of it here if the doubling falls into this hour.
        Assert.InRange(perPacket, 0, 6000);
        TestContext.Current.SendDiagnosticMessage("{0} bytes per packet of 20 s", perPacket);
    }
}
