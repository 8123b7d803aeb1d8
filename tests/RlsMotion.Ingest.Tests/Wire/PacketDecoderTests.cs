using System.Text.Json;
using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Wire;

namespace RlsMotion.Ingest.Tests.Wire;

public sealed class PacketDecoderTests
{
    public static TheoryData<string> AcceptedNames => [.. WireVectors.Accepted.Select(WireVectors.Name)];

    /// <summary>Each refused vector with the one reason for it.</summary>
    public static TheoryData<string, PacketError> RefusedNames => new()
    {
        { "empty", PacketError.Empty },
        { "header-cut", PacketError.HeaderCut },
        { "samples-cut", PacketError.SamplesCut },
        { "bad-crc", PacketError.ChecksumMismatch },
        { "bit-flip", PacketError.ChecksumMismatch },
        { "trailing-bytes", PacketError.TrailingBytes },
        { "version-2", PacketError.UnsupportedVersion },
        { "wrong-magic", PacketError.UnknownFormat },
        { "count-lies", PacketError.SamplesCut },
        { "zero-samples", PacketError.NoSamples },
        { "zero-period", PacketError.PeriodOutOfRange },
        { "zero-scale", PacketError.ScaleOutOfRange },
        { "axes-0", PacketError.UnsupportedAxes },
        { "axes-9", PacketError.UnsupportedAxes },
        { "delta-varint-without-end", PacketError.MalformedDelta },
        { "delta-overflows-int16", PacketError.ValueOutOfRange },
        { "too-many-samples", PacketError.TooManySamples },
        { "json-no-time", PacketError.MissingTime },
        { "json-nan", PacketError.MalformedJson },
        { "json-two-axes", PacketError.UnsupportedAxes },
        { "json-deep", PacketError.NotAnObject },
        { "json-huge-number", PacketError.TimeOutOfRange },
        { "cbor-length-lie", PacketError.WrongType },
        { "unknown-first-byte", PacketError.UnknownFormat },
    };

    [Theory]
    [MemberData(nameof(AcceptedNames))]
    public void Accepted_vectors_mean_what_they_say(string name)
    {
        JsonElement vector = WireVectors.Named(WireVectors.Accepted, name);
        foreach (string? contentType in new[] { vector.GetProperty("contentType").GetString(), null, "text/plain" })
        {
            Assert.Equal(PacketError.None, PacketDecoder.Decode(WireVectors.Payload(vector), contentType, out SensorPacket? packet));
            AssertMeans(vector.GetProperty("want"), packet!);
        }
    }

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public void Refused_vectors_are_refused_with_one_reason(string name, PacketError reason)
    {
        byte[] payload = WireVectors.Payload(WireVectors.Named(WireVectors.Refused, name));
        Assert.Equal(reason, PacketDecoder.Decode(payload, null, out SensorPacket? packet));
        Assert.Null(packet);
    }

    [Fact]
    public void Every_refused_vector_has_its_reason_here() =>
        Assert.Equal(WireVectors.Refused.Select(WireVectors.Name).Order(), RefusedNames.Select(row => row.Data.Item1).Order());

    [Fact]
    public void A_frame_that_is_said_to_be_binary_but_is_not_has_the_wrong_magic() =>
        Assert.Equal(PacketError.WrongMagic, PacketDecoder.Decode("{}"u8, "Application/vnd.rlsmotion.acc+bin; v=1", out _));

    [Fact]
    public void A_payload_beyond_the_limit_is_not_looked_at() =>
        Assert.Equal(PacketError.PayloadTooLarge, PacketDecoder.Decode(new byte[PacketDecoder.MaxPayloadBytes + 1], null, out _));

    private static void AssertMeans(JsonElement want, SensorPacket packet)
    {
        Assert.Equal(want.GetProperty("t0Microseconds").GetInt64(), packet.FirstTimeMicroseconds);
        Assert.Equal(want.GetProperty("periodNanoseconds").GetUInt32(), packet.PeriodNanoseconds);
        Assert.Equal(want.GetProperty("count").GetInt32(), packet.Count);
        if (want.TryGetProperty("boot", out JsonElement boot))
        {
            Assert.Equal(boot.ValueKind != JsonValueKind.Null, packet.HasCounter);
            Assert.Equal(boot.ValueKind == JsonValueKind.Null ? 0u : boot.GetUInt32(), packet.Boot);
        }
        if (want.TryGetProperty("seq", out JsonElement sequence) && sequence.ValueKind != JsonValueKind.Null)
        {
            Assert.Equal(sequence.GetUInt32(), packet.Sequence);
        }
        if (want.TryGetProperty("session", out _))
        {
            Assert.Equal(0x6A840BAFu, packet.Boot); // begins the sha256sum of "s-1"
            Assert.False(packet.HasCounter);
        }
        long onGrid = (long)Math.Round((decimal)packet.FirstTimeMicroseconds * 1000 / packet.PeriodNanoseconds, MidpointRounding.AwayFromZero);
        Assert.Equal(want.TryGetProperty("firstIndex", out JsonElement index) && index.ValueKind != JsonValueKind.Null ? index.GetInt64() : onGrid, packet.FirstIndex);
        if (want.TryGetProperty("flags", out JsonElement flags))
        {
            Assert.Equal(flags.GetInt32(), (int)packet.Flags);
            Assert.Equal(want.GetProperty("lsbPerG").GetInt32(), packet.LsbPerG);
            Assert.Equal(Number(want.GetProperty("batteryPercent")), packet.BatteryPercent);
            Assert.Equal(Number(want.GetProperty("temperatureC")), packet.TemperatureC);
            Assert.Equal(Number(want.GetProperty("latencyMilliseconds")), packet.LatencyMilliseconds);
        }
        bool counted = want.TryGetProperty("raw", out JsonElement rows);
        if (!counted)
        {
            rows = want.GetProperty("g");
        }
        double[] values = [.. rows.EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(value => value.GetDouble())];
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(counted ? values[i] / packet.LsbPerG!.Value : values[i], packet.XyzG.Span[i], 1e-9);
        }
    }

    private static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();
}
