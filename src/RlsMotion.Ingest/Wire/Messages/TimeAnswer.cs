using System.Text.Json;
using RlsMotion.Ingest.Inbound;

namespace RlsMotion.Ingest.Wire.Messages;

/// <summary>The service's answer, on <c>down/time</c>: <c>{"t1":…,"t2":…,"t3":…}</c>, all in µs. From it and its own clock a sensor sets its time as NTP does (RFC 5905, section 8).</summary>
/// <param name="AskedMicroseconds">t1: the question's own time, given back.</param>
/// <param name="ReceivedMicroseconds">t2: Unix time at which the service received the question.</param>
/// <param name="AnsweredMicroseconds">t3: Unix time at which it answered.</param>
public readonly record struct TimeAnswer(long AskedMicroseconds, long ReceivedMicroseconds, long AnsweredMicroseconds)
{
    /// <summary>What to add to the sensor's clock to get Unix time, in µs, if both ways took equally long.</summary>
    /// <param name="arrivedMicroseconds">t4: the sensor's clock when the answer arrived.</param>
    public long OffsetMicroseconds(long arrivedMicroseconds) => (ReceivedMicroseconds - AskedMicroseconds + (AnsweredMicroseconds - arrivedMicroseconds)) / 2;

    /// <summary>Time on the way, both ways together, in µs: the offset is wrong by at most half of it.</summary>
    /// <param name="arrivedMicroseconds">t4: the sensor's clock when the answer arrived.</param>
    public long RoundTripMicroseconds(long arrivedMicroseconds) => arrivedMicroseconds - AskedMicroseconds - (AnsweredMicroseconds - ReceivedMicroseconds);

    /// <summary>The message.</summary>
    public byte[] ToPayload() => JsonSerializer.SerializeToUtf8Bytes(new { v = 1, t1 = AskedMicroseconds, t2 = ReceivedMicroseconds, t3 = AnsweredMicroseconds });

    /// <summary>Reads the message; null if it is none.</summary>
    public static TimeAnswer? Read(ReadOnlyMemory<byte> payload) => InboundJson.Read<TimeAnswer?>(payload, static root =>
        InboundJson.Int64(root, "t1") is { } asked && InboundJson.Int64(root, "t2") is { } received && InboundJson.Int64(root, "t3") is { } answered
        && WireLimits.IsTime(asked) && WireLimits.IsTime(received) && WireLimits.IsTime(answered)
            ? new(asked, received, answered) : null);
}
