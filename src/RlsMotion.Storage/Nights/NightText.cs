using System.Globalization;
using NodaTime;
using NodaTime.Text;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Storage.Nights;

/// <summary>Forms in which both stores write parts of a night: names, lists and times. Invariant; what is read equals what was written.</summary>
internal static class NightText
{
    /// <summary>The word kept for an enum's value; null for null.</summary>
    public static string? Word<T>(T? value) where T : struct, Enum => value?.ToString();

    /// <summary>The value of a word.</summary>
    /// <exception cref="StorageException">The word is not known: a newer program wrote it.</exception>
    public static T Value<T>(string word) where T : struct, Enum => Enum.TryParse(word, out T value) && Enum.IsDefined(value)
        ? value
        : throw new StorageException($"A stored night says \"{word}\" where this program knows only {string.Join(", ", Enum.GetNames<T>())}. Use the newer program that wrote it.");

    /// <inheritdoc cref="Value{T}(string)"/>
    public static T? NullableValue<T>(string? word) where T : struct, Enum => word is null ? null : Value<T>(word);

    public static string Date(LocalDate date) => LocalDatePattern.Iso.Format(date);

    public static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    /// <summary>A zone by its IANA name.</summary>
    /// <exception cref="StorageException">This program's zone data does not have it.</exception>
    public static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)
        ?? throw new StorageException($"A stored night is in the time zone \"{id}\", which this program's zone data does not have. Use a newer program.");

    /// <summary>Milliseconds since 1970.</summary>
    /// <exception cref="ArgumentException">The time is no whole millisecond, so it could not be read back as it is.</exception>
    public static long Milliseconds(Instant time, string what) => time.ToUnixTimeTicks() % NodaConstants.TicksPerMillisecond == 0 && Instant.FromUnixTimeTicks(time.ToUnixTimeTicks()) == time
        ? time.ToUnixTimeMilliseconds()
        : throw new ArgumentException($"The times of a night are whole milliseconds; {what} at {InstantPattern.ExtendedIso.Format(time)} is not.", nameof(time));

    /// <inheritdoc cref="Milliseconds(Instant, string)"/>
    public static long? Milliseconds(Instant? time, string what) => time is { } known ? Milliseconds(known, what) : null;

    /// <summary>A duration in milliseconds.</summary>
    /// <exception cref="ArgumentException">It is no whole number of milliseconds.</exception>
    public static long? Milliseconds(Duration? duration, string what)
    {
        if (duration is not { } known)
        {
            return null;
        }
        var milliseconds = (long)known.TotalMilliseconds;
        return Duration.FromMilliseconds(milliseconds) == known
            ? milliseconds
            : throw new ArgumentException($"The times of a night are whole milliseconds; {what} of {known} is not.", nameof(duration));
    }

    /// <summary>Numbers with commas between them, nothing for an unknown one; "-" for an empty list, which is not a list of one unknown.</summary>
    public static string Hours(IReadOnlyList<int?> hours) => hours.Count == 0 ? "-" : string.Join(',', hours.Select(n => n?.ToString(CultureInfo.InvariantCulture)));

    public static IReadOnlyList<int?> Hours(string text) => text == "-" ? [] : [.. text.Split(',').Select(n => n.Length == 0 ? (int?)null : int.Parse(n, CultureInfo.InvariantCulture))];

    /// <summary>Anchors as "sample-index:microseconds", a space between two.</summary>
    public static string Anchors(IEnumerable<ClockMap.Anchor> anchors) =>
        string.Join(' ', anchors.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Index}:{a.UnixMicroseconds}")));

    public static IEnumerable<ClockMap.Anchor> Anchors(string text) => text.Split(' ').Select(anchor =>
    {
        int colon = anchor.IndexOf(':', StringComparison.Ordinal);
        return new ClockMap.Anchor(long.Parse(anchor.AsSpan(0, colon), CultureInfo.InvariantCulture), long.Parse(anchor.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    });
}
