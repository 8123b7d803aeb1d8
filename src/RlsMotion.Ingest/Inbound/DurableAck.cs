using System.Text.Json;

namespace RlsMotion.Ingest.Inbound;

/// <summary>What <c>down/ack</c> says: every sample of a boot up to and including an index is stored, rejected and counted, or declared lost.</summary>
/// <param name="Boot">Boot of the sensor.</param>
/// <param name="Index">Last index that the sensor may forget; zero or more.</param>
public readonly record struct DurableAck(uint Boot, long Index)
{
    /// <summary>The message: <c>{"boot":…,"idx":…}</c>.</summary>
    public byte[] ToPayload() => JsonSerializer.SerializeToUtf8Bytes(new { boot = Boot, idx = Index });

    /// <summary>Reads the message; null if it is none.</summary>
    public static DurableAck? Read(ReadOnlyMemory<byte> payload) =>
        InboundJson.Read<DurableAck?>(payload, root =>
            InboundJson.UInt32(root, "boot") is { } boot && InboundJson.Int64(root, "idx") is { } index ? new(boot, index) : null);
}
