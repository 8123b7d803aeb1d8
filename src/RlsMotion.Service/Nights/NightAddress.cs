using NodaTime;
using NodaTime.Text;

namespace RlsMotion.Service.Nights;

/// <summary>Names a night's grain: "subject/2026-10-24".</summary>
/// <param name="Subject">Pseudonym of the person.</param>
/// <param name="Date">Local date of the evening.</param>
public readonly record struct NightAddress(string Subject, LocalDate Date)
{
    /// <summary>The grain's key.</summary>
    public override string ToString() => $"{Subject}/{LocalDatePattern.Iso.Format(Date)}";

    /// <summary>Reads a grain's key.</summary>
    /// <exception cref="FormatException">The text is no such key.</exception>
    public static NightAddress Parse(string key)
    {
        int slash = key.LastIndexOf('/');
        return slash > 0 && LocalDatePattern.Iso.Parse(key[(slash + 1)..]) is { Success: true } date
            ? new(key[..slash], date.Value)
            : throw new FormatException($"'{key}' names no night; 'subject/2026-10-24' would.");
    }
}
