using NodaTime;

namespace RlsMotion.Ingest.Inbound;

/// <summary>A message of a sensor that may send it, as it came.</summary>
public sealed record InboundMessage
{
    /// <summary>Device id of the sender.</summary>
    public required string DeviceId { get; init; }

    /// <summary>What it is about.</summary>
    public required InboundKind Kind { get; init; }

    /// <summary>MQTT content type; empty if there was none.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>The bytes; the receiver may keep them.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>When it came.</summary>
    public required Instant Received { get; init; }
}
