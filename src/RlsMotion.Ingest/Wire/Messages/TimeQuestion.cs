using System.Text.Json;
using System.Text.Json.Serialization;
using RlsMotion.Ingest.Inbound;

namespace RlsMotion.Ingest.Wire.Messages;

/// <summary>A sensor's question for the time, on <c>up/time</c>: <c>{"boot":…,"t1":…}</c>.</summary>
/// <param name="AskedMicroseconds">t1: the sensor's clock when it asked, in µs, as in its packets.</param>
/// <param name="Boot">Boot of the sensor; null if it does not say.</param>
public readonly record struct TimeQuestion(long AskedMicroseconds, uint? Boot = null)
{
    private static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The message.</summary>
    public byte[] ToPayload() => JsonSerializer.SerializeToUtf8Bytes(new { v = 1, boot = Boot, t1 = AskedMicroseconds }, Compact);

    /// <summary>Reads the message; null if it is none.</summary>
    public static TimeQuestion? Read(ReadOnlyMemory<byte> payload) => InboundJson.Read<TimeQuestion?>(payload, static root =>
        InboundJson.Int64(root, "t1") is { } asked && WireLimits.IsTime(asked) ? new(asked, InboundJson.UInt32(root, "boot")) : null);
}
