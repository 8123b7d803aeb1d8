using System.Text.Json;
using RlsMotion.Ingest.Wire;

namespace RlsMotion.Ingest.Inbound;

/// <summary>A sensor's word, on <c>up/event</c>, that it cannot send some samples any more: <c>{"boot":…,"lost":[from,to]}</c>.</summary>
/// <param name="Boot">Boot of the sensor.</param>
/// <param name="FromIndex">First lost sample.</param>
/// <param name="ToIndex">Index after the last lost sample; above <paramref name="FromIndex"/>.</param>
public readonly record struct LossDeclaration(uint Boot, long FromIndex, long ToIndex)
{
    /// <summary>The message.</summary>
    public byte[] ToPayload() => JsonSerializer.SerializeToUtf8Bytes(new { v = 1, boot = Boot, lost = new[] { FromIndex, ToIndex } });

    /// <summary>Reads the message; null if the event declares no loss.</summary>
    public static LossDeclaration? Read(ReadOnlyMemory<byte> payload) => InboundJson.Read<LossDeclaration?>(payload, root =>
        InboundJson.UInt32(root, "boot") is { } boot
        && root.TryGetProperty("lost", out JsonElement lost) && lost.ValueKind == JsonValueKind.Array && lost.GetArrayLength() == 2
        && lost[0].ValueKind == JsonValueKind.Number && lost[0].TryGetInt64(out long from)
        && lost[1].ValueKind == JsonValueKind.Number && lost[1].TryGetInt64(out long to)
        && from >= 0 && to > from && to <= WireLimits.MaxIndex
            ? new(boot, from, to) : null);
}
