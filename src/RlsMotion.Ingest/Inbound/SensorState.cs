using System.Text.Json;
using System.Text.Json.Serialization;

namespace RlsMotion.Ingest.Inbound;

/// <summary>The retained <c>state</c> of a sensor, also its last will.</summary>
public sealed record SensorState
{
    private static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Connected and recording.</summary>
    public const string Online = "online";

    /// <summary>Between two recordings, to wake by itself.</summary>
    public const string Sleeping = "sleeping";

    /// <summary>On its charger.</summary>
    public const string Charging = "charging";

    /// <summary>Gone: said by the last will, or by a sensor that switches off.</summary>
    public const string Offline = "offline";

    /// <summary>online, sleeping, charging or offline.</summary>
    public required string Status { get; init; }

    /// <summary>Boot of the sensor that says so: a late will of an older boot is told by it.</summary>
    public required uint Boot { get; init; }

    /// <summary>Battery, percent; null if unknown.</summary>
    public int? BatteryPercent { get; init; }

    /// <summary>Battery, millivolt; null if unknown.</summary>
    public int? BatteryMillivolts { get; init; }

    /// <summary>Signal strength, dBm; null if unknown.</summary>
    public int? RssiDbm { get; init; }

    /// <summary>Seconds of samples that wait on the sensor; null if unknown.</summary>
    public double? BufferedSeconds { get; init; }

    /// <summary>Seconds since boot; null if unknown.</summary>
    public double? UpSeconds { get; init; }

    /// <summary>The message.</summary>
    public byte[] ToPayload() => JsonSerializer.SerializeToUtf8Bytes(
        new { v = 1, s = Status, boot = Boot, bat_pct = BatteryPercent, bat_mv = BatteryMillivolts, rssi = RssiDbm, buf_s = BufferedSeconds, up_s = UpSeconds }, Compact);

    /// <summary>Reads the message; null if it is none.</summary>
    public static SensorState? Read(ReadOnlyMemory<byte> payload) => InboundJson.Read(payload, root =>
        InboundJson.Text(root, "s") is Online or Sleeping or Charging or Offline && InboundJson.UInt32(root, "boot") is { } boot
            ? new SensorState
            {
                Status = InboundJson.Text(root, "s")!,
                Boot = boot,
                BatteryPercent = InboundJson.Int32(root, "bat_pct") is { } percent and >= 0 and <= 100 ? percent : null,
                BatteryMillivolts = InboundJson.Int32(root, "bat_mv"),
                RssiDbm = InboundJson.Int32(root, "rssi"),
                BufferedSeconds = InboundJson.Double(root, "buf_s"),
                UpSeconds = InboundJson.Double(root, "up_s"),
            }
            : null);
}
