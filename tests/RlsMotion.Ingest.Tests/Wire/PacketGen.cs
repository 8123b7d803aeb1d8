using CsCheck;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Ingest.Tests.Wire;

/// <summary>Packets of every kind that can be sent.</summary>
internal static class PacketGen
{
    private const long MaxTime = 250_000_000_000_000_000;

    private static readonly Gen<double?> Temperature = Gen.Int[-32_000, 32_000].Select(hundredths => (double?)(hundredths / 100.0)).Or(null);

    /// <summary>Of an integer sensor, with or without rotation.</summary>
    public static readonly Gen<SensorPacket> Counted =
        from fields in Fields()
        from count in Gen.Int[1, 60]
        from scale in Gen.Int[1, 65_535]
        from raw in Gen.Short.Array[3 * count]
        from rotation in Gen.Short.Array[3 * count].Or([])
        select With(fields, [.. raw.Select(value => (double)value / scale)], [.. rotation.Select(value => value / 16.0)], scale);

    /// <summary>Of decimal numbers.</summary>
    public static readonly Gen<SensorPacket> Decimal =
        from fields in Fields()
        from count in Gen.Int[1, 60]
        from xyzG in Gen.Double[-32_768, 32_768].Array[3 * count]
        from rotation in Gen.Double[-4000, 4000].Array[3 * count].Or([])
        select With(fields, xyzG, rotation, null);

    private static Gen<T> Or<T>(this Gen<T> gen, T other) => Gen.OneOf(gen, Gen.Const(other));

    private static Gen<SensorPacket> Fields() =>
        from boot in Gen.UInt
        from sequence in Gen.UInt
        from index in Gen.Long[0, 1L << 53]
        from time in Gen.Long[-MaxTime, MaxTime]
        from period in Gen.UInt[1, uint.MaxValue]
        from flags in Gen.Int[0, 127]
        from battery in Gen.Int[-1, 100]
        from temperature in Temperature
        from latency in Gen.Long[-1, uint.MaxValue - 1L]
        select new SensorPacket
        {
            XyzG = new double[3],
            Boot = boot,
            Sequence = sequence,
            FirstIndex = index,
            FirstTimeMicroseconds = time,
            PeriodNanoseconds = period,
            Flags = (PacketFlags)flags,
            BatteryPercent = battery < 0 ? null : battery,
            TemperatureC = temperature,
            LatencyMilliseconds = latency < 0 ? null : latency,
        };

    private static SensorPacket With(SensorPacket fields, double[] xyzG, double[] rotation, int? lsbPerG) => new()
    {
        XyzG = xyzG,
        RotationDps = rotation,
        LsbPerG = lsbPerG,
        Boot = fields.Boot,
        Sequence = fields.Sequence,
        FirstIndex = fields.FirstIndex,
        FirstTimeMicroseconds = fields.FirstTimeMicroseconds,
        PeriodNanoseconds = fields.PeriodNanoseconds,
        Flags = fields.Flags,
        BatteryPercent = fields.BatteryPercent,
        TemperatureC = fields.TemperatureC,
        LatencyMilliseconds = fields.LatencyMilliseconds,
    };
}
