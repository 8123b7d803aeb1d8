using NodaTime;

namespace RlsMotion.Storage.Packets;

/// <summary>One message of one sensor as it came, with what is needed to find it again. The log keeps it byte for byte.</summary>
/// <remarks>
/// Identified by (sensor, boot, sequence), or by (sensor, boot, sequence, payload hash) where the sender does not count: appending it twice keeps it once.
/// Times are kept to 100 nanoseconds.
/// </remarks>
public sealed record PacketEntry
{
    /// <summary>Place in the log, rising from 1; 0 before it is appended.</summary>
    public long Position { get; init; }

    /// <summary>Device id of the sender.</summary>
    public required string Sensor { get; init; }

    /// <summary>Boot of the sender.</summary>
    public required uint Boot { get; init; }

    /// <summary>Packet counter in the boot; without a counter, the first four bytes of the payload's SHA-256.</summary>
    public required uint Sequence { get; init; }

    /// <summary>False where the sender does not count packets: <see cref="Sequence"/> is then a hash, and two payloads that share it are both kept.</summary>
    public bool HasCounter { get; init; } = true;

    /// <summary>Index of the first sample, zero or more.</summary>
    public required long FirstIndex { get; init; }

    /// <summary>Samples in the packet, one or more.</summary>
    public required int Count { get; init; }

    /// <summary>Time of the first sample as it is believed on arrival (the sensor's if it can be, else the time of receipt): decides which night it belongs to.</summary>
    public required Instant Time { get; init; }

    /// <summary>When the message was received.</summary>
    public required Instant Received { get; init; }

    /// <summary>MQTT content type; empty if there was none.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>The message as it came.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }
}
