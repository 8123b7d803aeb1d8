using System.Globalization;
using NodaTime;
using NodaTime.Text;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;

namespace RlsMotion.Service.Pages.Shared;

/// <summary>Numbers and dates as the pages say them.</summary>
internal static class Words
{
    private static readonly LocalDatePattern DayOnly = LocalDatePattern.CreateWithInvariantCulture("ddd d");
    private static readonly LocalDatePattern DayAndMonth = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM");
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM uuuu");
    private static readonly ZonedDateTimePattern Clock = ZonedDateTimePattern.CreateWithInvariantCulture("HH:mm", null);
    private static readonly ZonedDateTimePattern ClockSeconds = ZonedDateTimePattern.CreateWithInvariantCulture("HH:mm:ss", null);
    private static readonly ZonedDateTimePattern Moment = ZonedDateTimePattern.CreateWithInvariantCulture("d MMM uuuu HH:mm", null);

    /// <summary>What stands for a number that is not known.</summary>
    public const string Unknown = "–";

    /// <summary>A night by its evening and morning: "Sat 24 → Sun 25 Oct 2026".</summary>
    public static string Night(LocalDate evening)
    {
        LocalDate morning = evening.PlusDays(1);
        LocalDatePattern first = evening.Month == morning.Month ? DayOnly : evening.Year == morning.Year ? DayAndMonth : Day;
        return $"{first.Format(evening)} → {Day.Format(morning)}";
    }

    /// <summary>Hours as "7 h 02 m"; a dash where they are not known.</summary>
    public static string Hours(double? hours)
    {
        if (hours is not { } known)
        {
            return Unknown;
        }
        long minutes = (long)Math.Round(known * 60, MidpointRounding.AwayFromZero);
        return minutes < 60 ? $"{minutes}\u00a0min" : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}\u00a0h\u00a0{minutes % 60:00}\u00a0m");
    }

    /// <summary>A number with some decimals; a dash where it is not known.</summary>
    public static string Number(double? number, int decimals = 1) =>
        number is { } known ? known.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : Unknown;

    /// <summary>A count; a dash where it is not known.</summary>
    public static string Count(int? count) => count is { } known ? known.ToString("N0", CultureInfo.InvariantCulture) : Unknown;

    /// <summary>A clock time in the sleeper's zone.</summary>
    public static string Time(Instant instant, DateTimeZone zone) => Clock.Format(instant.InZone(zone));

    /// <summary>A clock time to the second in the sleeper's zone.</summary>
    public static string TimeWithSeconds(Instant instant, DateTimeZone zone) => ClockSeconds.Format(instant.InZone(zone));

    /// <summary>Date and clock time in the sleeper's zone.</summary>
    public static string DateAndTime(Instant instant, DateTimeZone zone) => Moment.Format(instant.InZone(zone));

    /// <summary>How long ago, roughly: "12 s ago", "3 min ago", "2 h ago", "4 days ago".</summary>
    public static string Ago(Instant then, Instant now)
    {
        double seconds = Math.Max(0, (now - then).TotalSeconds);
        return seconds switch
        {
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:F0} s ago"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:F0} min ago"),
            < 86_400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:F0} h ago"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:F0} days ago"),
        };
    }

    /// <summary>A leg in a sentence.</summary>
    public static string Of(Leg leg) => leg switch
    {
        Leg.Left => "left",
        Leg.Right => "right",
        Leg.Both => "both",
        _ => Unknown,
    };

    /// <summary>Why a stretch cannot be judged.</summary>
    public static string Of(GapReason reason) => reason switch
    {
        GapReason.MissingPackets => "nothing received",
        GapReason.NotWorn => "not worn",
        GapReason.Clock => "the sensor's clock jumped",
        GapReason.Corrupt => "damaged data",
        GapReason.Battery => "sensor was off",
        _ => Unknown,
    };

    /// <summary>Where the hours come from that the index is per.</summary>
    public static string Of(Denominator? denominator) => denominator switch
    {
        Denominator.External => "sleep from another record",
        Denominator.Diary => "time in bed from the diary",
        Denominator.SleepPeriod => "the night from falling quiet to getting up",
        Denominator.SameSensor => "rest estimated from the same sensors",
        _ => "rest is not known",
    };

    /// <summary>What a data quality grade says.</summary>
    public static string Grade(string grade) => grade switch
    {
        "A" => "almost without gaps",
        "B" => "some gaps",
        "C" => "many gaps, or one leg only",
        _ => "too little to judge",
    };

    /// <summary>The one sentence that comes first: what the night says, or why it says nothing.</summary>
    public static string Sentence(NightRecord night)
    {
        NightSummary summary = night.Summary;
        string usable = $"{Hours(summary.ValidHours)} usable of {Hours(summary.RecordedHours)}.";
        if (night.Start is null || summary.ValidHours <= 0)
        {
            return "Nothing usable was recorded in this night, so there is no result.";
        }
        return summary.PlmPerHour is { } index
            ? $"{Number(index, index < 10 ? 1 : 0)} periodic leg movements per hour of estimated rest. {usable}"
            : $"{Count(summary.Periodic)} periodic leg movements; rest cannot be told in this night, so there is no number per hour. {usable}";
    }
}
