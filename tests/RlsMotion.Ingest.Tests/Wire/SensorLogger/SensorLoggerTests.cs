using System.Globalization;
using System.Text;
using CsCheck;
using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Wire;

namespace RlsMotion.Ingest.Tests.Wire.SensorLogger;

public sealed class SensorLoggerTests
{
    private const long Start = 1_774_736_400_000_000_000;
    private const double StandardGravity = 9.80665;

    [Theory]
    [InlineData("totalacceleration", 9.80665, 1)]
    [InlineData("accelerometeruncalibrated", 9.80665, 1)]
    [InlineData("accelerometeruncalibrated", 1, 1)]
    public void A_stream_with_gravity_is_taken_in_its_own_unit(string stream, double z, double wantG)
    {
        SensorPacket packet = Accepted(Message(Reading(stream, 0, 0, 0, z), Reading(stream, 20, 0, 0, z)));
        Assert.Equal(wantG, packet.XyzG.Span[2], 1e-9);
        Assert.Equal(20_000_000u, packet.PeriodNanoseconds);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(StandardGravity)]
    public void A_watch_sends_acceleration_and_gravity_in_one_reading(double unit)
    {
        string reading(int ms) => string.Create(CultureInfo.InvariantCulture,
            $$"""{"name":"wristmotion","time":{{Start + (ms * 1_000_000L)}},"values":{"accelerationX":{{0.25 * unit}},"accelerationY":0,"accelerationZ":0,"gravityX":0,"gravityY":0,"gravityZ":{{-unit}},"rotationRateX":3} }""");
        SensorPacket packet = Accepted(Message(reading(0), reading(10)));
        Assert.Equal(0.25, packet.XyzG.Span[0], 1e-9);
        Assert.Equal(-1, packet.XyzG.Span[2], 1e-9);
        Assert.Equal(10_000_000u, packet.PeriodNanoseconds);
    }

    [Fact]
    public void Gravity_is_interpolated_between_its_readings()
    {
        SensorPacket packet = Accepted(Message(
            Reading("gravity", -10, 0, 0, StandardGravity), Reading("gravity", 10, StandardGravity, 0, 0),
            Reading("accelerometer", 0, 0, 0, 0), Reading("accelerometer", 20, 0, 0, 0)));
        Assert.Equal([0.5, 0, 0.5, 1, 0, 0], packet.XyzG.ToArray());
    }

    [Fact]
    public void Gravity_far_from_a_sample_is_missing() =>
        Assert.Equal(PacketError.MissingGravity, Decode(Message(Reading("gravity", 0, 0, 0, StandardGravity), Reading("accelerometer", 101, 0, 0, 0)), out _));

    [Fact]
    public void A_gravity_free_stream_alone_is_not_taken_for_acceleration() =>
        Assert.Equal(PacketError.MissingGravity, Decode(Message(Reading("accelerometer", 0, 0, 0, 0)), out _));

    [Fact]
    public void Other_streams_are_dropped_whatever_they_hold()
    {
        SensorPacket packet = Accepted(Message(
            """{"name":"location","time":"soon","values":{"x":"here","y":[[1]],"z":null}}""", Reading("totalacceleration", 0, 0, 0, StandardGravity),
            """{"name":"camera","image":"/9j/","time":1}""", """{"name":"totalaccelerations"}"""));
        Assert.Equal(1, packet.Count);
    }

    [Theory]
    [InlineData("""{"messageId":1,"sessionId":"s","payload":[]}""", PacketError.NoAcceleration)]
    [InlineData("""{"messageId":1,"payload":[]}""", PacketError.MissingField)]
    [InlineData("""{"sessionId":"s","payload":[]}""", PacketError.MissingField)]
    [InlineData("""{"messageId":-1,"sessionId":"s","payload":[]}""", PacketError.WrongType)]
    [InlineData("""{"messageId":1,"sessionId":"s","payload":{}}""", PacketError.WrongType)]
    [InlineData("""{"messageId":1,"sessionId":"s","payload":[3]}""", PacketError.WrongType)]
    [InlineData("""{"messageId":1,"sessionId":"s","payload":[{"name":"totalacceleration","time":1,"x":1,"y":2}]}""", PacketError.MissingField)]
    [InlineData("""{"messageId":1,"sessionId":"s","payload":[{"name":"totalacceleration","x":1,"y":2,"z":3}]}""", PacketError.MissingField)]
    [InlineData("""{"messageId":1,"sessionId":"s","payload":[{"name":"totalacceleration","time":-1,"x":1,"y":2,"z":3}]}""", PacketError.TimeOutOfRange)]
    public void A_message_is_refused_with_one_reason(string json, PacketError reason) => Assert.Equal(reason, Decode(json, out _));

    [Fact]
    public void Phone_and_watch_at_once_are_refused_because_only_one_is_on_the_leg() =>
        Assert.Equal(PacketError.TwoDevices, Decode(Message(
            Reading("totalacceleration", 0, 0, 0, 1),
            $$"""{"name":"wristmotion","time":{{Start}},"accelerationX":0,"accelerationY":0,"accelerationZ":0,"gravityX":0,"gravityY":0,"gravityZ":-1}"""), out _));

    [Fact]
    public void A_hole_of_more_than_100_ms_refuses_the_message() =>
        Assert.Equal(PacketError.UnevenTimes, Decode(Message(
            Reading("totalacceleration", 0, 0, 0, 1), Reading("totalacceleration", 20, 0, 0, 1), Reading("totalacceleration", 40, 0, 0, 1), Reading("totalacceleration", 161, 0, 0, 1)), out _));

    [Fact]
    public void A_dropped_reading_is_bridged_by_a_straight_line()
    {
        SensorPacket packet = Accepted(Message([.. Enumerable.Range(0, 40).Where(i => i is not (7 or 8)).Select(i => Reading("totalacceleration", 20 * i, i * StandardGravity / 100, 0, 0))]));
        Assert.Equal(40, packet.Count);
        for (int i = 0; i < packet.Count; i++)
        {
            Assert.Equal(i / 100.0, packet.XyzG.Span[3 * i], 1e-9);
        }
    }

    /// <summary>Phones deliver ragged times; every message of a session must still lie on one grid, or sample indices would mean nothing.</summary>
    [Fact]
    public void Jitter_changes_neither_the_values_nor_the_grid() =>
        Gen.Int[-150_000, 150_000].Array[20, 100].Sample(jitter =>
        {
            string[] readings = [.. jitter.Select((offset, i) => string.Create(CultureInfo.InvariantCulture,
                $$"""{"name":"totalacceleration","time":{{Start + (20_000_000L * i) + offset}},"values":{"x":{{i}},"y":0,"z":0} }"""))];
            SensorPacket packet = Accepted(Message(readings));
            return packet.PeriodNanoseconds == 20_000_000 && packet.Count == jitter.Length
                && packet.XyzG.ToArray().Where((_, i) => i % 3 == 0).SequenceEqual(Enumerable.Range(0, jitter.Length).Select(i => i / StandardGravity));
        }, iter: 300);

    [Fact]
    public void Messages_of_one_session_share_a_boot_and_count_up()
    {
        SensorPacket first = Accepted(Message(Reading("totalacceleration", 0, 0, 0, 1)));
        SensorPacket second = Accepted(Message(Reading("totalacceleration", 0, 0, 0, 1)).Replace("\"messageId\":1", "\"messageId\":2", StringComparison.Ordinal));
        Assert.Equal((first.Boot, first.Sequence + 1), (second.Boot, second.Sequence));
        Assert.False(first.HasCounter);
    }

    private static string Message(params string[] readings) => $$"""{"messageId":1,"sessionId":"night","deviceId":"phone","payload":[{{string.Join(',', readings)}}]}""";

    private static string Reading(string stream, int milliseconds, double x, double y, double z) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"values":{"z":{{z}},"y":{{y}},"x":{{x}}},"time":{{Start + (milliseconds * 1_000_000L)}},"name":"{{stream}}"}""");

    private static PacketError Decode(string json, out SensorPacket? packet) => PacketDecoder.Decode(Encoding.UTF8.GetBytes(json), ContentTypes.Json, out packet);

    private static SensorPacket Accepted(string json)
    {
        Assert.Equal(PacketError.None, Decode(json, out SensorPacket? packet));
        return packet!;
    }
}
