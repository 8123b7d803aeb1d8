using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace RlsMotion.Ingest.Wire;

/// <summary>Times in JSON: seconds as a number, or ISO 8601 text with an offset. To the nearest microsecond.</summary>
internal static class WireTime
{
    private const int TicksPerMicrosecond = 10;

    public static bool TryFromSeconds(decimal seconds, out long microseconds)
    {
        bool fits = Math.Abs(seconds) <= WireLimits.MaxTimeMicroseconds / 1_000_000m;
        microseconds = fits ? (long)Math.Round(seconds * 1_000_000m, MidpointRounding.AwayFromZero) : 0;
        return fits;
    }

    public static bool TryParse(string text, out long microseconds)
    {
        ParseResult<OffsetDateTime> parsed = OffsetDateTimePattern.Rfc3339.Parse(text);
        microseconds = parsed.Success ? (long)Math.Floor((parsed.Value.ToInstant().ToUnixTimeTicks() + (TicksPerMicrosecond / 2m)) / TicksPerMicrosecond) : 0;
        return parsed.Success;
    }

    public static bool TryRead(JsonElement element, out long microseconds)
    {
        microseconds = 0;
        return element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetDecimal(out decimal seconds) && TryFromSeconds(seconds, out microseconds),
            JsonValueKind.String => TryParse(element.GetString()!, out microseconds),
            _ => false,
        };
    }
}
