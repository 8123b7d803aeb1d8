using System.Collections.Concurrent;
using NodaTime;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Service.Ingestion;

/// <summary>Believes or corrects the time of a packet's first sample on arrival; it decides which night a packet belongs to, and nothing else.</summary>
/// <remarks>Where a movement lies in time is told by the night's clock maps, fitted from the log. Whatever a packet claims, it gets some time: none throws.</remarks>
public sealed class PacketTimes
{
    private const long TicksPerMicrosecond = 10;

    /// <summary>Live Unix times before it come from clocks that were never set: 2000, 2019 and 1970 are common.</summary>
    private static readonly Instant Earliest = Instant.FromUtc(2024, 1, 1, 0, 0);

    /// <summary>How far a sensor's clock may be ahead before it is not believed.</summary>
    private static readonly Duration Ahead = Duration.FromDays(1);

    // Where boot time zero lies, by sensor, in Unix ticks (it may lie outside the calendar): known from the last live packet of that boot.
    private readonly ConcurrentDictionary<string, (uint Boot, long ZeroTicks)> _boots = new(StringComparer.Ordinal);

    /// <summary>The time of a packet's first sample as it is believed.</summary>
    public Instant Believe(string sensor, SensorPacket packet, Instant received)
    {
        bool historical = (packet.Flags & PacketFlags.Historical) != 0;
        long told = packet.FirstTimeMicroseconds * TicksPerMicrosecond; // the codec lets no time through that is outside the calendar
        if ((packet.Flags & PacketFlags.UnixTime) != 0)
        {
            var claimed = Instant.FromUnixTimeTicks(told);
            bool believed = historical ? claimed >= NodaConstants.UnixEpoch : claimed >= Earliest && claimed <= received + Ahead;
            return believed ? claimed : FromArrival(packet, received);
        }
        Instant arrived = FromArrival(packet, received);
        if (!historical)
        {
            _boots[sensor] = (packet.Boot, arrived.ToUnixTimeTicks() - told);
            return arrived;
        }
        if (!_boots.TryGetValue(sensor, out (uint Boot, long ZeroTicks) boot) || boot.Boot != packet.Boot)
        {
            return arrived;
        }
        long taken = boot.ZeroTicks + told;
        return taken >= 0 && taken <= (received + Ahead).ToUnixTimeTicks() ? Instant.FromUnixTimeTicks(taken) : arrived;
    }

    private static Instant FromArrival(SensorPacket packet, Instant received) =>
        received - (packet.LatencyMilliseconds is { } latency
            ? Duration.FromMilliseconds(latency)
            : Duration.FromNanoseconds((long)packet.Count * packet.PeriodNanoseconds));
}
