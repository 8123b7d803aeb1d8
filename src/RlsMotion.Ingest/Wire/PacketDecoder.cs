using RlsMotion.Analysis.Samples;

namespace RlsMotion.Ingest.Wire;

/// <summary>Bytes of a message become a packet, or one reason why not. Nothing from outside throws past here.</summary>
/// <remarks>Pure and safe on any thread. What is allocated is bounded by the payload's own length, whatever counts it claims.</remarks>
public static class PacketDecoder
{
    /// <summary>Longest payload that is looked at, 1 MiB: 2000 samples of Sensor Logger with all streams. Brokers set a lower limit of their own.</summary>
    public const int MaxPayloadBytes = 1 << 20;

    /// <summary>Reads a payload: by its content type, or else by its first byte.</summary>
    /// <param name="payload">The message.</param>
    /// <param name="contentType">MQTT 5 content type, parameters allowed; null, empty or unknown lets the first byte decide.</param>
    /// <param name="packet">The packet; null unless <see cref="PacketError.None"/> is returned.</param>
    public static PacketError Decode(ReadOnlySpan<byte> payload, string? contentType, out SensorPacket? packet)
    {
        packet = null;
        if (payload.IsEmpty)
        {
            return PacketError.Empty;
        }
        if (payload.Length > MaxPayloadBytes)
        {
            return PacketError.PayloadTooLarge;
        }
        return FormatOf(payload, contentType) switch
        {
            PayloadFormat.Binary => FrameDecoder.Decode(payload, out packet),
            PayloadFormat.Cbor => CborPacketDecoder.Decode(payload, out packet),
            PayloadFormat.Json => JsonPacketDecoder.Decode(payload, out packet),
            _ => PacketError.UnknownFormat,
        };
    }

    private static PayloadFormat FormatOf(ReadOnlySpan<byte> payload, string? contentType)
    {
        ReadOnlySpan<char> type = contentType;
        int parameters = type.IndexOf(';');
        type = (parameters < 0 ? type : type[..parameters]).Trim();
        if (type.Equals(ContentTypes.Binary, StringComparison.OrdinalIgnoreCase))
        {
            return PayloadFormat.Binary;
        }
        if (type.Equals(ContentTypes.Cbor, StringComparison.OrdinalIgnoreCase))
        {
            return PayloadFormat.Cbor;
        }
        if (type.Equals(ContentTypes.Json, StringComparison.OrdinalIgnoreCase))
        {
            return PayloadFormat.Json;
        }
        return payload.TrimStart(" \t\r\n"u8) switch
        {
            [(byte)'{' or (byte)'[', ..] => PayloadFormat.Json,
            _ => payload[0] switch
            {
                (byte)'R' => PayloadFormat.Binary,
                >= 0xA0 and <= 0xBF => PayloadFormat.Cbor,
                _ => PayloadFormat.Unknown,
            },
        };
    }

    private enum PayloadFormat
    {
        Unknown,
        Binary,
        Cbor,
        Json,
    }
}
