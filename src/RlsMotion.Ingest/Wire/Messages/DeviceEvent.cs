using System.Text.Json;
using System.Text.Json.Serialization;
using RlsMotion.Ingest.Inbound;

namespace RlsMotion.Ingest.Wire.Messages;

/// <summary>Something that happened at a sensor, on <c>up/event</c>: <c>{"v":1,"e":"marker","boot":…,"idx":…,"t":…}</c>.</summary>
/// <remarks>Placed by boot and index where both are there, else by its time, else by its arrival.</remarks>
public sealed record DeviceEvent
{
    private static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>In the order of the kinds; losses have a message of their own.</summary>
    private static readonly string[] Names = ["marker", "lights_off", "lights_on", "worn", "not_worn", "charger_on", "charger_off"];

    /// <summary>What happened.</summary>
    public required DeviceEventKind Kind { get; init; }

    /// <summary>Boot of the sensor; null if it does not say.</summary>
    public uint? Boot { get; init; }

    /// <summary>Sample index at which it happened; null if it does not say.</summary>
    public long? Index { get; init; }

    /// <summary>Unix time at which it happened, in µs; null if it does not say.</summary>
    public long? UnixMicroseconds { get; init; }

    /// <summary>The samples lost; set exactly with <see cref="DeviceEventKind.SamplesLost"/>.</summary>
    public LossDeclaration? Lost { get; init; }

    /// <summary>The message.</summary>
    /// <exception cref="InvalidOperationException">Samples are lost and none are named, or the other way round.</exception>
    public byte[] ToPayload()
    {
        if ((Kind == DeviceEventKind.SamplesLost) != Lost.HasValue)
        {
            throw new InvalidOperationException($"An event names lost samples exactly if its kind says so; kind {Kind}, lost {Lost}.");
        }
        return Lost is { } lost
            ? lost.ToPayload()
            : JsonSerializer.SerializeToUtf8Bytes(new { v = 1, e = Names[(int)Kind], boot = Boot, idx = Index, t = UnixMicroseconds / 1_000_000m }, Compact);
    }

    /// <summary>Reads the message; null if it is none, or of a kind that is not known.</summary>
    public static DeviceEvent? Read(ReadOnlyMemory<byte> payload) => LossDeclaration.Read(payload) is { } lost
        ? new DeviceEvent { Kind = DeviceEventKind.SamplesLost, Boot = lost.Boot, Lost = lost }
        : InboundJson.Read(payload, ReadOther);

    private static DeviceEvent? ReadOther(JsonElement root)
    {
        int kind = Array.IndexOf(Names, InboundJson.Text(root, "e"));
        return kind < 0 ? null : new DeviceEvent
        {
            Kind = (DeviceEventKind)kind,
            Boot = InboundJson.UInt32(root, "boot"),
            Index = InboundJson.Int64(root, "idx") is { } index and >= 0 and <= WireLimits.MaxIndex ? index : null,
            UnixMicroseconds = root.TryGetProperty("t", out JsonElement time) && WireTime.TryRead(time, out long microseconds) ? microseconds : null,
        };
    }
}
