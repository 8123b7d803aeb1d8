using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Wire.SensorLogger;

namespace RlsMotion.Ingest.Wire;

/// <summary>Reads JSON that hobby sensors and <c>rlsmotion send</c> write; a message with a "payload" goes to Sensor Logger's reader.</summary>
internal static class JsonPacketDecoder
{
    public static PacketError Decode(ReadOnlySpan<byte> payload, out SensorPacket? packet)
    {
        packet = null;
        var reader = new Utf8JsonReader(payload, JsonLimits.Options);
        var fields = default(JsonPacketFields);
        fields.Rent();
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return PacketError.NotAnObject;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("payload"u8))
                {
                    return SensorLoggerDecoder.Decode(payload, out packet);
                }
                PacketError error = fields.Read(ref reader);
                if (error != PacketError.None)
                {
                    return error;
                }
            }
            return reader.Read() ? PacketError.TrailingBytes : fields.Build(payload, out packet);
        }
        catch (JsonException)
        {
            packet = null;
            return PacketError.MalformedJson;
        }
        catch (InvalidOperationException) // the reader's documented answer to strings that are no UTF-8
        {
            packet = null;
            return PacketError.MalformedJson;
        }
        finally
        {
            fields.Return();
        }
    }

    /// <summary>Stands in for the counter that the sender lacks: the first four bytes of the payload's SHA-256, most significant first.</summary>
    public static uint HashOf(ReadOnlySpan<byte> payload)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(payload, hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }
}
