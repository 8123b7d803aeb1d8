using NodaTime;

namespace RlsMotion.Recordings;

/// <summary>Unix time in microseconds, as packets carry it.</summary>
internal static class Microseconds
{
    /// <summary>The years in which a recording can have been made; times outside are damage. 1990 to 2100.</summary>
    public static bool IsBelievable(double unixMicroseconds) => unixMicroseconds is >= 631_152_000e6 and < 4_102_444_800e6;

    /// <summary>To the nearest microsecond.</summary>
    public static Instant ToInstant(double unixMicroseconds) => Instant.FromUnixTimeTicks((long)Math.Round(unixMicroseconds) * 10);

    /// <summary>What to subtract from local wall time in a zone to reach UTC, by the offset in force at one local time.</summary>
    public static double OffsetAt(DateTimeZone? zone, double localMicroseconds)
    {
        if (zone is null)
        {
            return 0;
        }
        LocalDateTime local = ToInstant(localMicroseconds).InUtc().LocalDateTime;
        return local.InZoneLeniently(zone).Offset.Seconds * 1e6;
    }
}
