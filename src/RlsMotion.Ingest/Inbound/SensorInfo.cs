using System.Text.Json;
using System.Text.Json.Serialization;

namespace RlsMotion.Ingest.Inbound;

/// <summary>The retained <c>info</c> of a sensor: what it is, said at each connection.</summary>
public sealed record SensorInfo
{
    private static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Boot of the sensor; null if it does not count boots.</summary>
    public required uint? Boot { get; init; }

    /// <summary>Hardware; null if it does not say.</summary>
    public string? Hardware { get; init; }

    /// <summary>Firmware; null if it does not say.</summary>
    public string? Firmware { get; init; }

    /// <summary>Serial number; null if it does not say.</summary>
    public string? Serial { get; init; }

    /// <summary>Samples per second; null if it does not say.</summary>
    public double? RateHz { get; init; }

    /// <summary>Range in g; null if it does not say.</summary>
    public int? RangeG { get; init; }

    /// <summary>Axes, 3 or 6; null if it does not say.</summary>
    public int? Axes { get; init; }

    /// <summary>left or right as the sensor was told; null if it does not say.</summary>
    public string? Leg { get; init; }

    /// <summary>Seconds of samples that it can keep; null if it does not say.</summary>
    public int? FlashSeconds { get; init; }

    /// <summary>The message.</summary>
    public byte[] ToPayload() => JsonSerializer.SerializeToUtf8Bytes(
        new { v = 1, hw = Hardware, fw = Firmware, serial = Serial, rate_hz = RateHz, range_g = RangeG, axes = Axes, leg = Leg, boot = Boot, flash_s = FlashSeconds }, Compact);

    /// <summary>Reads the message; null if it is no JSON object.</summary>
    public static SensorInfo? Read(ReadOnlyMemory<byte> payload) => InboundJson.Read(payload, root => new SensorInfo
    {
        Boot = InboundJson.UInt32(root, "boot"),
        Hardware = InboundJson.Text(root, "hw"),
        Firmware = InboundJson.Text(root, "fw"),
        Serial = InboundJson.Text(root, "serial"),
        RateHz = InboundJson.Double(root, "rate_hz"),
        RangeG = InboundJson.Int32(root, "range_g"),
        Axes = InboundJson.Int32(root, "axes"),
        Leg = InboundJson.Text(root, "leg"),
        FlashSeconds = InboundJson.Int32(root, "flash_s"),
    });
}
