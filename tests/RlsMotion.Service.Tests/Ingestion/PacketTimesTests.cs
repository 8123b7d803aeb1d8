using NodaTime;
using RlsMotion.Analysis.Samples;
using RlsMotion.Service.Ingestion;

namespace RlsMotion.Service.Tests.Ingestion;

public sealed class PacketTimesTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 3, 0);

    [Fact]
    public void A_set_clock_is_believed() => Assert.Equal(Now - Duration.FromSeconds(7), Believe(Now - Duration.FromSeconds(7), PacketFlags.UnixTime));

    [Theory]
    [InlineData(1970)]
    [InlineData(2019)] // where Polar's clock falls back to
    [InlineData(2030)]
    public void A_live_clock_that_was_never_set_is_not_believed(int year) =>
        Assert.Equal(Now - Duration.FromSeconds(1), Believe(Instant.FromUtc(year, 1, 1, 0, 0), PacketFlags.UnixTime));

    [Fact]
    public void History_keeps_its_times() =>
        Assert.Equal(Instant.FromUtc(2020, 2, 12, 9, 3), Believe(Instant.FromUtc(2020, 2, 12, 9, 3), PacketFlags.UnixTime | PacketFlags.Historical));

    [Fact]
    public void History_of_a_sensor_without_a_clock_is_placed_by_its_live_packets()
    {
        var times = new PacketTimes();
        Instant live = times.Believe("a", Packet(Duration.FromHours(2), PacketFlags.None, latency: 1000), Now);

        Instant history = times.Believe("a", Packet(Duration.FromHours(1), PacketFlags.Historical, latency: null), Now + Duration.FromMinutes(5));

        Assert.Equal(Now - Duration.FromSeconds(1), live);
        Assert.Equal(live - Duration.FromHours(1), history);
    }

    private static Instant Believe(Instant told, PacketFlags flags) =>
        new PacketTimes().Believe("a", Packet(told - NodaConstants.UnixEpoch, flags, latency: null), Now);

    private static SensorPacket Packet(Duration time, PacketFlags flags, long? latency) => new()
    {
        XyzG = new double[150], // fifty samples: one second
        Boot = 1,
        Sequence = 0,
        FirstIndex = 0,
        FirstTimeMicroseconds = time.BclCompatibleTicks / 10,
        PeriodNanoseconds = 20_000_000,
        Flags = flags,
        LatencyMilliseconds = latency,
    };
}
