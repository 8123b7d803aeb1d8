using CsCheck;
using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Wire;

namespace RlsMotion.Ingest.Tests.Wire;

/// <summary>Whatever comes, the decoder answers: a packet that keeps its promises, or a reason.</summary>
public sealed class OutsideBytesTests
{
    private static readonly string?[] Types = [null, ContentTypes.Binary, ContentTypes.Cbor, ContentTypes.Json];

    private static readonly byte[][] Vectors = [.. WireVectors.Accepted.Concat(WireVectors.Refused).Select(WireVectors.Payload)];

    [Fact]
    public void Random_bytes_never_throw() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[0, 3].Select(type => Types[type])).Sample((payload, type) => Answers(payload, type), iter: 20_000);

    [Fact]
    public void Vectors_with_bytes_changed_never_throw() =>
        Gen.Select(Gen.Int[0, Vectors.Length - 1].Select(vector => Vectors[vector]), Gen.Select(Gen.Int[0, 10_000], Gen.Byte).Array[1, 6], Gen.Int[0, 3].Select(type => Types[type])).Sample((vector, changes, type) =>
        {
            byte[] payload = [.. vector];
            foreach ((int at, byte value) in changes)
            {
                if (payload.Length > 0)
                {
                    payload[at % payload.Length] = value;
                }
            }
            return Answers(payload, type);
        }, iter: 40_000);

    [Fact]
    public void Vectors_cut_anywhere_are_refused()
    {
        foreach (byte[] vector in WireVectors.Accepted.Select(WireVectors.Payload))
        {
            for (int length = 0; length < vector.Length; length++)
            {
                Assert.NotEqual(PacketError.None, PacketDecoder.Decode(vector.AsSpan(0, length), null, out SensorPacket? packet));
                Assert.Null(packet);
            }
        }
    }

    [Fact]
    public void Any_single_bit_flip_of_a_frame_with_checksum_is_refused()
    {
        byte[] frame = WireVectors.Payload(WireVectors.Named(WireVectors.Accepted, "int16"));
        for (int bit = 0; bit < 8 * frame.Length; bit++)
        {
            byte[] flipped = [.. frame];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(bit == (8 * 3) + 2 || PacketDecoder.Decode(flipped, ContentTypes.Binary, out _) != PacketError.None, $"bit {bit}");
        }
    }

    [Theory]
    [InlineData("""{"t0":1,"hz":50,"xyz":[[0,0,1]]} x""", PacketError.MalformedJson)]
    [InlineData("""{"t0":1,"hz":50,"xyz":[[0,0,1]],"a":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}""", PacketError.NestedTooDeep)]
    [InlineData("""{"t0":1,"hz":50,"xyz":[[0,0,1],[0,0,1]],"x":1}""", PacketError.DuplicateField)]
    [InlineData("""{"t0":1,"t":1,"hz":50,"xyz":[[0,0,1]]}""", PacketError.DuplicateField)]
    [InlineData("""{"t0":1,"xyz":[[0,0,1],[0,0,1]]}""", PacketError.MissingRate)]
    [InlineData("""{"t0":1,"hz":0,"xyz":[[0,0,1]]}""", PacketError.PeriodOutOfRange)]
    [InlineData("""{"t0":1,"hz":-50,"xyz":[[0,0,1]]}""", PacketError.PeriodOutOfRange)]
    [InlineData("""{"t0":1,"hz":1e-300,"xyz":[[0,0,1]]}""", PacketError.PeriodOutOfRange)]
    [InlineData("""{"t0":1,"hz":50,"unit":"raw","xyz":[[0,0,1]]}""", PacketError.MissingScale)]
    [InlineData("""{"t0":1,"hz":50,"unit":"raw","lsb":0,"xyz":[[0,0,1]]}""", PacketError.ScaleOutOfRange)]
    [InlineData("""{"t0":1,"hz":50,"unit":"lb","xyz":[[0,0,1]]}""", PacketError.UnknownUnit)]
    [InlineData("""{"t0":1,"hz":50,"x":[1,2],"y":[1,2],"z":[1]}""", PacketError.UnequalLengths)]
    [InlineData("""{"t0":1,"hz":50,"x":[1,2],"y":[1,2]}""", PacketError.MissingSamples)]
    [InlineData("""{"t0":1,"hz":50,"xyz":[]}""", PacketError.NoSamples)]
    [InlineData("""{"t0":1,"hz":50,"xyz":[[0,0,null]]}""", PacketError.WrongType)]
    [InlineData("""{"t0":1,"hz":50,"xyz":[[0,0,1e300]]}""", PacketError.ValueOutOfRange)]
    [InlineData("""{"t0":1,"hz":50,"xyz":[[0,0,1e999]]}""", PacketError.ValueOutOfRange)]
    [InlineData("""{"t0":1,"hz":50,"xyz":[[0,0,1,0]]}""", PacketError.UnsupportedAxes)]
    [InlineData("""{"t0":1,"hz":50,"idx":3,"xyz":[[0,0,1]]}""", PacketError.IndexWithoutCounter)]
    [InlineData("""{"t0":1,"hz":50,"boot":1,"seq":1,"idx":-3,"xyz":[[0,0,1]]}""", PacketError.IndexOutOfRange)]
    [InlineData("""{"t0":-1,"hz":50,"xyz":[[0,0,1]]}""", PacketError.TimeOutOfRange)]
    [InlineData("""{"t0":"2026-03-28T22:20:00.125","hz":50,"xyz":[[0,0,1]]}""", PacketError.TimeOutOfRange)]
    [InlineData("""{"v":2,"t0":1,"hz":50,"xyz":[[0,0,1]]}""", PacketError.UnsupportedVersion)]
    [InlineData("""{"boot":-1,"t0":1,"hz":50,"xyz":[[0,0,1]]}""", PacketError.WrongType)]
    [InlineData("""[{"t0":1,"hz":50,"xyz":[[0,0,1]]}]""", PacketError.NotAnObject)]
    [InlineData("\"R\"", PacketError.UnknownFormat)]
    public void Json_is_refused_with_one_reason(string json, PacketError reason) =>
        Assert.Equal(reason, PacketDecoder.Decode(System.Text.Encoding.UTF8.GetBytes(json), null, out _));

    [Theory]
    [InlineData("""{"t":1774736400.5,"x":0.5,"y":0,"z":1}""", 0.5)]
    [InlineData("""{"t0":"2026-03-28T23:20:00.5+01:00","unit":"mg","xyz":[[500,0,1000]]}""", 0.5)]
    [InlineData("""  {"z":[8192],"y":[0],"x":[4096],"lsb":8192,"unit":"raw","t":1774736400.5,"ignored":{"a":[1,2]},"bat":null}""", 0.5)]
    public void One_sample_needs_only_its_axes_and_its_time(string json, double x)
    {
        Assert.Equal(PacketError.None, PacketDecoder.Decode(System.Text.Encoding.UTF8.GetBytes(json), "", out SensorPacket? packet));
        Assert.Equal(x, packet!.XyzG.Span[0], 1e-12);
        Assert.Equal(1_774_736_400_500_000, packet.FirstTimeMicroseconds);
        Assert.Equal(1_774_736_400_500_000 / 20_000, packet.FirstIndex);
        Assert.Equal(PacketFlags.UnixTime, packet.Flags);
        Assert.False(packet.HasCounter);
    }

    [Fact]
    public void A_length_that_lies_allocates_little()
    {
        byte[] lie = new byte[44 + 100];
        WireVectors.Payload(WireVectors.Named(WireVectors.Accepted, "int16")).AsSpan(0, 44).CopyTo(lie);
        (lie[3], lie[32], lie[33], lie[36]) = (16 | 1, 0xD0, 0x07, 6); // 2000 samples of six axes as differences, in 100 bytes
        PacketDecoder.Decode(lie, null, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(PacketError.SamplesCut, PacketDecoder.Decode(lie, null, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }

    private static bool Answers(byte[] payload, string? type)
    {
        PacketError error = PacketDecoder.Decode(payload, type, out SensorPacket? packet);
        if (error != PacketError.None)
        {
            return packet is null;
        }
        foreach (double value in packet!.XyzG.Span)
        {
            if (!(Math.Abs(value) <= 32_768))
            {
                return false;
            }
        }
        return packet.PeriodNanoseconds > 0 && packet.FirstIndex is >= 0 and <= 1L << 53 && packet.Count is >= 1 and <= SensorPacket.MaxSamples;
    }
}
