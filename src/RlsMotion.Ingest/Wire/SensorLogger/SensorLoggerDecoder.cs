using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Ingest.Wire.SensorLogger;

/// <summary>Reads a message of the app Sensor Logger (tszheichoi/awesome-sensor-logger: PUSHING.md, UNITS.md) that runs on a phone or watch at the ankle.</summary>
/// <remarks>
/// One message becomes one packet of one stream: total acceleration, else the gravity-free accelerometer plus gravity, else the uncalibrated
/// accelerometer, else the watch's wrist motion; everything else is dropped. The boot is the session's hash, the sequence number the
/// message's; the index lies on the grid of Unix time, because samples are not counted, and QoS 0 guarantees no delivery.
/// </remarks>
internal static class SensorLoggerDecoder
{
    public static PacketError Decode(ReadOnlySpan<byte> payload, out SensorPacket? packet)
    {
        packet = null;
        var reader = new Utf8JsonReader(payload, JsonLimits.Options);
        var streams = new SensorLoggerStreams();
        string session = "";
        uint? messageId = null;
        bool read = false;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return PacketError.NotAnObject;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            PacketError error = PacketError.None;
            if (reader.ValueTextEquals("messageId"u8))
            {
                reader.Read();
                error = JsonLimits.ReadUInt32(ref reader, out uint id);
                messageId = id;
            }
            else if (reader.ValueTextEquals("sessionId"u8))
            {
                reader.Read();
                error = JsonLimits.TryReadText(ref reader, out session) ? PacketError.None : PacketError.WrongType;
            }
            else if (reader.ValueTextEquals("payload"u8))
            {
                error = read ? PacketError.DuplicateField : streams.Read(ref reader);
                read = true;
            }
            else
            {
                error = JsonLimits.Skip(ref reader);
            }
            if (error != PacketError.None)
            {
                return error;
            }
        }
        if (reader.Read())
        {
            return PacketError.TrailingBytes;
        }
        if (messageId is null || session.Length == 0)
        {
            return PacketError.MissingField;
        }
        return Build(streams, session, messageId.Value, out packet);
    }

    private static PacketError Build(SensorLoggerStreams streams, string session, uint messageId, out SensorPacket? packet)
    {
        packet = null;
        PacketError error = streams.TryAcceleration(out List<TimedVector> samples);
        if (error == PacketError.None)
        {
            error = SampleGrid.Place(samples, out uint period, out double[] xyzG);
            if (error == PacketError.None)
            {
                long firstTime = (samples[0].Nanoseconds + 500) / 1000;
                if (samples[0].Nanoseconds < 0 || !WireLimits.IsTime(firstTime) || !WireLimits.TryGridIndex(firstTime, period, out long index))
                {
                    return PacketError.TimeOutOfRange;
                }
                packet = new SensorPacket
                {
                    XyzG = xyzG,
                    Boot = BootOf(session),
                    Sequence = messageId,
                    FirstIndex = index,
                    FirstTimeMicroseconds = firstTime,
                    PeriodNanoseconds = period,
                    Flags = PacketFlags.UnixTime,
                    HasCounter = false,
                };
            }
        }
        return error;
    }

    /// <summary>The first four bytes of the session's SHA-256, most significant first.</summary>
    private static uint BootOf(string session)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(session), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }
}
