using NodaTime;

namespace RlsMotion.Recordings.Cwa;

/// <summary>The packed local time of CWA: six bits of year after 2000, four of month, five of day, five of hour, six of minute, six of second.</summary>
internal static class CwaTime
{
    private const int FirstYear = 2000;

    /// <summary>Seconds since 1970 of a packed time read as UTC; false if it names no moment.</summary>
    public static bool TryUnpack(uint packed, out long seconds)
    {
        seconds = 0;
        int year = FirstYear + (int)((packed >> 26) & 63);
        int month = (int)((packed >> 22) & 15);
        int day = (int)((packed >> 17) & 31);
        int hour = (int)((packed >> 12) & 31);
        int minute = (int)((packed >> 6) & 63);
        int second = (int)(packed & 63);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }
        seconds = Instant.FromUtc(year, month, day, hour, minute, second).ToUnixTimeSeconds();
        return true;
    }

    /// <summary>Packs seconds since 1970, read as UTC; years 2000 to 2063.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year does not fit.</exception>
    public static uint Pack(long seconds)
    {
        LocalDateTime t = Instant.FromUnixTimeSeconds(seconds).InUtc().LocalDateTime;
        if (t.Year is < FirstYear or > FirstYear + 63)
        {
            throw new ArgumentOutOfRangeException(nameof(seconds), t, "CWA keeps the years 2000 to 2063.");
        }
        return ((uint)(t.Year - FirstYear) << 26) | ((uint)t.Month << 22) | ((uint)t.Day << 17) | ((uint)t.Hour << 12) | ((uint)t.Minute << 6) | (uint)t.Second;
    }
}
