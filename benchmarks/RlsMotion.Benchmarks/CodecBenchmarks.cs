using BenchmarkDotNet.Attributes;
using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Wire;

namespace RlsMotion.Benchmarks;

/// <summary>Cost of a packet between bytes and samples, for each encoding.</summary>
/// <remarks>A decoded packet may allocate its samples (24 bytes each) and itself, nothing else: one array per packet.</remarks>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private SensorPacket _counted = null!;
    private SensorPacket _decimal = null!;
    private byte[] _int16 = [];
    private byte[] _deltas = [];
    private byte[] _cbor = [];
    private byte[] _cborDecimal = [];
    private byte[] _json = [];

    /// <summary>A second (sensors on mains), five seconds (recommended), twenty (history), at 50 Hz.</summary>
    [Params(50, 250, 1000)]
    public int Samples { get; set; }

    [GlobalSetup]
    public void MakePayloads()
    {
        _counted = Packet(PacketFlags.UnixTime | PacketFlags.Checksum, 8192);
        _decimal = Packet(PacketFlags.UnixTime, null);
        _int16 = FrameEncoder.Encode(_counted);
        _deltas = FrameEncoder.Encode(Packet(PacketFlags.UnixTime | PacketFlags.Checksum | PacketFlags.Deltas, 8192));
        _cbor = CborPacketEncoder.Encode(_counted);
        _cborDecimal = CborPacketEncoder.Encode(_decimal);
        _json = JsonPacketEncoder.Encode(_decimal);
    }

    [Benchmark(Baseline = true)]
    public int DecodeInt16() => Decoded(_int16);

    [Benchmark]
    public int DecodeDeltas() => Decoded(_deltas);

    [Benchmark]
    public int DecodeCbor() => Decoded(_cbor);

    [Benchmark]
    public int DecodeCborDecimal() => Decoded(_cborDecimal);

    [Benchmark]
    public int DecodeJson() => Decoded(_json);

    [Benchmark]
    public int EncodeInt16() => FrameEncoder.Encode(_counted).Length;

    [Benchmark]
    public int EncodeCborDecimal() => CborPacketEncoder.Encode(_decimal).Length;

    private static int Decoded(byte[] payload) =>
        PacketDecoder.Decode(payload, null, out SensorPacket? packet) == PacketError.None ? packet!.Count : throw new InvalidOperationException("The payload was refused.");

    /// <summary>A leg at rest with noise of a few counts and a kick now and then, always the same.</summary>
    private SensorPacket Packet(PacketFlags flags, int? lsbPerG)
    {
        var random = new Random(20_260_328);
        double[] xyzG = new double[3 * Samples];
        for (int i = 0; i < xyzG.Length; i++)
        {
            double g = (i % 3 == 2 ? 0.97 : 0.1) + (0.002 * (random.NextDouble() - 0.5)) + (i % 300 < 60 ? 0.3 * Math.Sin(i) : 0);
            xyzG[i] = lsbPerG is { } scale ? Math.Round(g * scale) / scale : g;
        }
        return new SensorPacket
        {
            XyzG = xyzG,
            Boot = 1,
            Sequence = 2,
            FirstIndex = 3,
            FirstTimeMicroseconds = 1_774_736_400_123_457,
            PeriodNanoseconds = 20_000_000,
            Flags = flags,
            LsbPerG = lsbPerG,
        };
    }
}
