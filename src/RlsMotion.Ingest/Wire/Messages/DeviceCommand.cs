using System.Text.Json;
using System.Text.Json.Serialization;
using RlsMotion.Ingest.Inbound;

namespace RlsMotion.Ingest.Wire.Messages;

/// <summary>A command to a sensor, on <c>down/cmd</c>; it expires after <see cref="ExpirySeconds"/>. Made by its factory methods.</summary>
public sealed record DeviceCommand
{
    /// <summary>How long a command waits for a sensor that is away, in seconds: later it would surprise.</summary>
    public const uint ExpirySeconds = 300;

    private static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly string[] Names = ["identify", "set", "resend", "rotate", "unpair"];

    private DeviceCommand()
    {
    }

    /// <summary>What to do.</summary>
    public DeviceCommandKind Kind { get; private init; }

    /// <summary>Set: samples per second; null leaves it.</summary>
    public double? RateHz { get; private init; }

    /// <summary>Set: range in g; null leaves it.</summary>
    public int? RangeG { get; private init; }

    /// <summary>Set: "left" or "right"; null leaves it.</summary>
    public string? Leg { get; private init; }

    /// <summary>Resend: the boot whose samples are meant.</summary>
    public uint? Boot { get; private init; }

    /// <summary>Resend: first sample index.</summary>
    public long? FromIndex { get; private init; }

    /// <summary>Resend: index after the last sample.</summary>
    public long? ToIndex { get; private init; }

    /// <summary>Rotate: the new password. Never in a log.</summary>
    public string? Password { get; private init; }

    /// <summary>Blink.</summary>
    public static DeviceCommand Identify() => new() { Kind = DeviceCommandKind.Identify };

    /// <summary>Take other settings; null leaves one as it is.</summary>
    public static DeviceCommand Set(double? rateHz = null, int? rangeG = null, string? leg = null) => AreSettings(rateHz, rangeG, leg)
        ? new() { Kind = DeviceCommandKind.Set, RateHz = rateHz, RangeG = rangeG, Leg = leg }
        : throw new ArgumentException($"A rate and a range are above zero and a leg is left or right; {rateHz} Hz, {rangeG} g, leg {leg} were given.");

    /// <summary>Send samples [<paramref name="fromIndex"/>, <paramref name="toIndex"/>) of a boot again.</summary>
    public static DeviceCommand Resend(uint boot, long fromIndex, long toIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromIndex);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(toIndex, fromIndex);
        return new() { Kind = DeviceCommandKind.Resend, Boot = boot, FromIndex = fromIndex, ToIndex = toIndex };
    }

    /// <summary>Take a new password, and keep the old one until the new one has worked.</summary>
    public static DeviceCommand Rotate(string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(password);
        return new() { Kind = DeviceCommandKind.Rotate, Password = password };
    }

    /// <summary>Forget the pairing.</summary>
    public static DeviceCommand Unpair() => new() { Kind = DeviceCommandKind.Unpair };

    /// <summary>The message.</summary>
    public byte[] ToPayload() => JsonSerializer.SerializeToUtf8Bytes(
        new { v = 1, cmd = Names[(int)Kind], rate_hz = RateHz, range_g = RangeG, leg = Leg, boot = Boot, from = FromIndex, to = ToIndex, password = Password }, Compact);

    /// <summary>Reads the message; null if it is none, or of a kind that is not known.</summary>
    public static DeviceCommand? Read(ReadOnlyMemory<byte> payload) => InboundJson.Read(payload, static root =>
        Array.IndexOf(Names, InboundJson.Text(root, "cmd")) is var kind and >= 0 ? Read((DeviceCommandKind)kind, root) : null);

    /// <summary>The kind alone: a command may hold a password.</summary>
    public override string ToString() => $"DeviceCommand {Names[(int)Kind]}";

    private static DeviceCommand? Read(DeviceCommandKind kind, JsonElement root)
    {
        switch (kind)
        {
            case DeviceCommandKind.Set:
                double? rate = InboundJson.Double(root, "rate_hz");
                int? range = InboundJson.Int32(root, "range_g");
                string? leg = InboundJson.Text(root, "leg");
                return AreSettings(rate, range, leg) ? Set(rate, range, leg) : null;
            case DeviceCommandKind.Resend:
                return InboundJson.UInt32(root, "boot") is { } boot && InboundJson.Int64(root, "from") is { } from and >= 0 && InboundJson.Int64(root, "to") is { } to && to > from
                    ? Resend(boot, from, to) : null;
            case DeviceCommandKind.Rotate:
                return InboundJson.Text(root, "password") is { Length: > 0 } password ? Rotate(password) : null;
            default:
                return new() { Kind = kind };
        }
    }

    private static bool AreSettings(double? rateHz, int? rangeG, string? leg) =>
        (rateHz is null || (double.IsFinite(rateHz.Value) && rateHz > 0)) && rangeG is null or > 0 && leg is null or "left" or "right";
}
