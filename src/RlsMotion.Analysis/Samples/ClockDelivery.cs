namespace RlsMotion.Analysis.Samples;

/// <summary>One packet's way to the server.</summary>
/// <param name="DeviceMicroseconds">The sensor's time at sending.</param>
/// <param name="OffsetMicroseconds">Time received less that: the distance of the two clocks and the time on the way.</param>
internal readonly record struct ClockDelivery(long DeviceMicroseconds, long OffsetMicroseconds)
{
    public long ReceivedMicroseconds => DeviceMicroseconds + OffsetMicroseconds;

    /// <summary>The quicker of two; the earlier of two equally quick ones.</summary>
    public static ClockDelivery? Quicker(ClockDelivery? a, ClockDelivery? b) =>
        a is not { } one ? b
        : b is not { } other ? a
        : (one.OffsetMicroseconds, one.DeviceMicroseconds).CompareTo((other.OffsetMicroseconds, other.DeviceMicroseconds)) <= 0 ? a : b;
}
