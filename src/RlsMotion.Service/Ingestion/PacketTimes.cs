using System.Collections.Concurrent;
using NodaTime;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Service.Ingestion;

/// <summary>Believes or corrects the time of a packet's first sample on arrival; it decides which night a packet belongs to, and nothing else.</summary>
/// <remarks>Where a movement lies in time is told by the night's clock maps, fitted from the log.</remarks>
public sealed class PacketTimes
{
    /// <summary>Unix times before it come from clocks that were never set: 2000, 2019 and 1970 are common.</summary>
    private static readonly Instant Earliest = Instant.FromUtc(2024, 1, 1, 0, 0);

    /// <summary>How far a sensor's clock may be ahead before it is not believed.</summary>
    private static readonly Duration Ahead = Duration.FromDays(1);

    // Where boot time zero lies, by sensor: known from the last live packet of that boot.
    private readonly ConcurrentDictionary<string, (uint Boot, Instant Zero)> _boots = new(StringComparer.Ordinal);

    /// <summary>The time of a packet's first sample as it is believed.</summary>
    public Instant Believe(string sensor, SensorPacket packet, Instant received)
    {
        bool historical = (packet.Flags & PacketFlags.Historical) != 0;
        if ((packet.Flags & PacketFlags.UnixTime) != 0)
        {
            Instant told = NodaConstants.UnixEpoch + Duration.FromTicks(packet.FirstTimeMicroseconds * 10);
            return historical || (told >= Earliest && told <= received + Ahead) ? told : FromArrival(packet, received);
        }
        var sinceBoot = Duration.FromTicks(packet.FirstTimeMicroseconds * 10);
        if (!historical)
        {
            Instant first = FromArrival(packet, received);
            _boots[sensor] = (packet.Boot, first - sinceBoot);
            return first;
        }
        return _boots.TryGetValue(sensor, out (uint Boot, Instant Zero) boot) && boot.Boot == packet.Boot ? boot.Zero + sinceBoot : FromArrival(packet, received);
    }

    private static Instant FromArrival(SensorPacket packet, Instant received) =>
        received - (packet.LatencyMilliseconds is { } latency
            ? Duration.FromMilliseconds(latency)
            : Duration.FromNanoseconds((long)packet.Count * packet.PeriodNanoseconds));
}
