namespace RlsMotion.Analysis.Samples;

/// <summary>What ten seconds of sample index say about time, made so that the order of packets does not matter.</summary>
internal readonly record struct ClockMark
{
    /// <summary>Number of the ten seconds, counted in samples from the boot.</summary>
    public required long Bucket { get; init; }

    /// <summary>Lowest first index of the packets that start here.</summary>
    public required long Index { get; init; }

    /// <summary>Sequence of that packet.</summary>
    public required uint Sequence { get; init; }

    /// <summary>The sensor's time of that index, in microseconds.</summary>
    public required long DeviceMicroseconds { get; init; }

    /// <summary>Whether that is Unix time.</summary>
    public required bool IsUnixTime { get; init; }

    /// <summary>Temperature said by that packet, in degrees Celsius; null if unknown.</summary>
    public double? TemperatureC { get; init; }

    /// <summary>Whether that packet was taken on the charger.</summary>
    public bool IsCharging { get; init; }

    /// <summary>The quickest delivery of a live packet; null without one.</summary>
    public ClockDelivery? Live { get; init; }

    /// <summary>The quickest delivery of any packet; null if none has a time of arrival.</summary>
    public ClockDelivery? Any { get; init; }
}
