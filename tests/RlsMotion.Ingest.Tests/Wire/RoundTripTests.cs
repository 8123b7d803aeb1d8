using CsCheck;
using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Wire;
using RlsMotion.TestKit;

namespace RlsMotion.Ingest.Tests.Wire;

public sealed class RoundTripTests
{
    [Fact]
    public void Decoding_a_binary_frame_gives_the_very_packet_back() =>
        PacketGen.Counted.Sample(packet => Same(packet, FrameEncoder.Encode(packet), ContentTypes.Binary));

    [Fact]
    public void Decoding_cbor_gives_the_very_packet_back() =>
        Gen.OneOf(PacketGen.Counted, PacketGen.Decimal).Sample(packet => Same(packet, CborPacketEncoder.Encode(packet), ContentTypes.Cbor));

    [Fact]
    public void Decoding_json_gives_the_very_packet_back() =>
        Gen.OneOf(PacketGen.Counted, PacketGen.Decimal).Sample(packet => Same(packet, JsonPacketEncoder.Encode(packet), ContentTypes.Json));

    [Fact]
    public void Any_packet_finds_an_encoding_that_loses_nothing() =>
        Gen.OneOf(PacketGen.Counted, PacketGen.Decimal).Sample(packet =>
        {
            EncodedPacket encoded = PacketEncoder.Encode(packet);
            return Same(packet, encoded.Payload, encoded.ContentType) && Same(packet, encoded.Payload, null);
        });

    [Fact]
    public void A_packet_without_counter_keeps_all_but_the_sequence_that_stands_for_its_payload() =>
        Gen.Select(PacketGen.Decimal, Gen.Long[0, 4_000_000_000_000_000], Gen.UInt[1_000, uint.MaxValue]).Sample((given, time, period) =>
        {
            SensorPacket sent = Without(given, time, period);
            EncodedPacket encoded = PacketEncoder.Encode(sent);
            Assert.Equal(PacketError.None, PacketDecoder.Decode(encoded.Payload, encoded.ContentType, out SensorPacket? read));
            PacketDecoder.Decode(encoded.Payload, encoded.ContentType, out SensorPacket? again);
            Assert.Equal(read!.Sequence, again!.Sequence);
            return !read.HasCounter && read.FirstIndex == sent.FirstIndex && read.Boot == sent.Boot && read.XyzG.Span.SequenceEqual(sent.XyzG.Span);
        });

    [Fact]
    public void The_longest_packet_of_decimal_samples_fits_64_KiB()
    {
        var random = new Random(7);
        var packet = new SensorPacket
        {
            XyzG = Enumerable.Range(0, 3 * SensorPacket.MaxSamples).Select(_ => random.NextDouble()).ToArray(),
            Boot = uint.MaxValue,
            Sequence = uint.MaxValue,
            FirstIndex = 1L << 53,
            FirstTimeMicroseconds = long.MaxValue / 100,
            PeriodNanoseconds = 10_000_000,
        };
        Assert.InRange(PacketEncoder.Encode(packet).Payload.Length, 1, 64 * 1024);
    }

    [Fact]
    public void Decimal_samples_are_not_forced_into_integers()
    {
        SensorPacket packet = PacketGen.Decimal.Single();
        ArgumentException refused = Assert.Throws<ArgumentException>(() => FrameEncoder.Encode(packet));
        Assert.Contains("JsonPacketEncoder", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_between_two_counts_is_refused_rather_than_rounded()
    {
        var packet = new SensorPacket { XyzG = new[] { 0.5 / 256, 0, 1 }, LsbPerG = 256, Boot = 1, Sequence = 1, FirstIndex = 0, FirstTimeMicroseconds = 0, PeriodNanoseconds = 1 };
        Assert.Throws<ArgumentException>(() => FrameEncoder.Encode(packet));
        Assert.Equal(ContentTypes.Cbor, PacketEncoder.Encode(Decimals(packet)).ContentType);
    }

    private static SensorPacket Decimals(SensorPacket packet) => new()
    {
        XyzG = packet.XyzG,
        Boot = packet.Boot,
        Sequence = packet.Sequence,
        FirstIndex = packet.FirstIndex,
        FirstTimeMicroseconds = packet.FirstTimeMicroseconds,
        PeriodNanoseconds = packet.PeriodNanoseconds,
    };

    private static SensorPacket Without(SensorPacket given, long time, uint period) => new()
    {
        XyzG = given.XyzG,
        Boot = given.Boot,
        Sequence = 0,
        FirstIndex = (long)Math.Floor(((time * 1000m) + (period / 2)) / period),
        FirstTimeMicroseconds = time,
        PeriodNanoseconds = period,
        HasCounter = false,
    };

    private static bool Same(SensorPacket packet, byte[] payload, string? contentType) =>
        PacketDecoder.Decode(payload, contentType, out SensorPacket? read) == PacketError.None && SensorPacketComparer.Instance.Equals(packet, read);
}
