using NodaTime;

namespace RlsMotion.Analysis.Nights;

/// <summary>Names one night of one person: from noon to noon in the person's zone.</summary>
/// <param name="Subject">Pseudonym of the person.</param>
/// <param name="Date">Local date of the evening.</param>
/// <param name="Zone">The zone in which noon is meant. A night may last 23, 24 or 25 hours.</param>
public sealed record NightKey(string Subject, LocalDate Date, DateTimeZone Zone)
{
    /// <summary>The noon at which the night starts.</summary>
    public Instant Start => Date.At(LocalTime.Noon).InZoneLeniently(Zone).ToInstant();

    /// <summary>The noon at which it ends.</summary>
    public Instant End => Date.PlusDays(1).At(LocalTime.Noon).InZoneLeniently(Zone).ToInstant();

    /// <summary>The night that holds an instant.</summary>
    public static NightKey Of(string subject, Instant instant, DateTimeZone zone)
    {
        ZonedDateTime local = instant.InZone(zone);
        var night = new NightKey(subject, local.Hour >= 12 ? local.Date : local.Date.PlusDays(-1), zone);
        return night;
    }
}
