using RlsMotion.Analysis.Samples;

namespace RlsMotion.TestKit;

/// <summary>Packets are equal where every field and every sample is, to the last bit of the number.</summary>
public sealed class SensorPacketComparer : IEqualityComparer<SensorPacket>
{
    /// <summary>The one instance.</summary>
    public static readonly SensorPacketComparer Instance = new();

    /// <inheritdoc/>
    public bool Equals(SensorPacket? x, SensorPacket? y) =>
        ReferenceEquals(x, y)
        || (x is not null && y is not null
            && x.Boot == y.Boot && x.Sequence == y.Sequence && x.FirstIndex == y.FirstIndex
            && x.FirstTimeMicroseconds == y.FirstTimeMicroseconds && x.PeriodNanoseconds == y.PeriodNanoseconds
            && x.Flags == y.Flags && x.HasCounter == y.HasCounter && x.LsbPerG == y.LsbPerG
            && x.BatteryPercent == y.BatteryPercent && Nullable.Equals(x.TemperatureC, y.TemperatureC) && x.LatencyMilliseconds == y.LatencyMilliseconds
            && x.XyzG.Span.SequenceEqual(y.XyzG.Span) && x.RotationDps.Span.SequenceEqual(y.RotationDps.Span));

    /// <inheritdoc/>
    public int GetHashCode(SensorPacket obj) => HashCode.Combine(obj.Boot, obj.Sequence, obj.FirstIndex, obj.FirstTimeMicroseconds, obj.Count);
}
