using System.Globalization;
using NodaTime;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Reports.Text;

/// <summary>What is said of a night in plain English words, the same on paper, page and terminal.</summary>
public static class NightWords
{
    /// <summary>Is the night usable, and what was counted: one to three short sentences.</summary>
    public static string Headline(NightRecord night)
    {
        NightSummary summary = night.Summary;
        if (night.Start is null)
        {
            return "Nothing was recorded.";
        }
        string count = summary.PlmPerHour is { } index
            ? $"{Number(index, index < 10 ? 1 : 0)} periodic leg movements per hour of {Of(summary.Denominator)}."
            : $"{summary.Periodic} periodic leg movements; no index, because {(summary.RestHours is 0 ? "no rest was found" : "rest could not be told")}.";
        return $"{count} {Hours(summary.ValidHours)} usable of {Hours(summary.RecordedHours)}. Data quality {summary.Grade}.";
    }

    /// <summary>The time that an index is per.</summary>
    public static string Of(Denominator? denominator) => denominator switch
    {
        Denominator.External => "sleep, by the hypnogram",
        Denominator.Diary => "time in bed, by the diary",
        Denominator.SleepPeriod => "recorded rest",
        Denominator.SameSensor => "rest, estimated from the same sensors",
        _ => "unknown time",
    };

    /// <summary>The time that an index is per, apart: its name, and where it comes from.</summary>
    public static (string Name, string Source) Parts(Denominator? denominator) => denominator switch
    {
        Denominator.External => ("Sleep", "by the hypnogram"),
        Denominator.Diary => ("Time in bed", "by the diary"),
        Denominator.SleepPeriod => ("Rest", "as recorded"),
        Denominator.SameSensor => ("Rest", "estimated from the same sensors"),
        _ => ("Rest", "unknown"),
    };

    /// <summary>The name of a rule set.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="denominator">Without a hypnogram AASM's rules can only be followed on rest, and the name says so.</param>
    public static string Of(RuleSet rules, Denominator? denominator) => rules switch
    {
        RuleSet.Wasm2006 => "WASM 2006",
        RuleSet.Aasm3 => denominator == Denominator.External ? "AASM v3" : "AASM-like, on rest",
        _ => "WASM 2016",
    };

    /// <summary>Why a stretch could not be judged.</summary>
    public static string Of(GapReason reason) => reason switch
    {
        GapReason.MissingPackets => "not received",
        GapReason.NotWorn => "not worn",
        GapReason.Clock => "clock not to be believed",
        GapReason.Corrupt => "damaged",
        GapReason.Battery => "sensor off",
        _ => "unknown",
    };

    /// <summary>Whose night: "Sat 24 to Sun 25 Oct 2026".</summary>
    public static string Date(NightKey key)
    {
        LocalDate morning = key.Date.PlusDays(1);
        string evening = key.Date.ToString(key.Date.Year == morning.Year ? "ddd d MMM" : "ddd d MMM uuuu", CultureInfo.InvariantCulture);
        return $"{evening} to {morning.ToString("ddd d MMM uuuu", CultureInfo.InvariantCulture)}";
    }

    /// <summary>Hours as "7 h 02 min"; less than ten minutes as "2 min 56 s" or "34 s".</summary>
    public static string Hours(double hours)
    {
        long seconds = (long)Math.Round(hours * 3600);
        if (seconds is > 0 and < 600)
        {
            return seconds < 60
                ? string.Create(CultureInfo.InvariantCulture, $"{seconds} s")
                : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} min {seconds % 60:00} s");
        }
        long minutes = (long)Math.Round(hours * 60);
        return string.Create(CultureInfo.InvariantCulture, $"{minutes / 60} h {minutes % 60:00} min");
    }

    /// <summary>What every reader must know of the limits, one sentence each.</summary>
    public static IReadOnlyList<string> Limits(NightRecord night) =>
    [
        "Tested on simulated nights only; never compared with a sleep laboratory.",
        $"Counted from acceleration at the leg, per hour of {Of(night.Summary.Denominator)}: no EMG, no EEG. Marks made for EMG do not apply.",
        "Respiratory events are not excluded.",
        .. night.Sensors.Select(sensor => sensor.Leg).Distinct().Count() == 1 ? ["One leg was recorded: movements of the other are missing."] : Array.Empty<string>(),
        .. night.Sensors.Any(sensor => !sensor.HasCounter) ? ["A sensor numbered nothing it sent: losses cannot be known."] : Array.Empty<string>(),
        "One night says little: counts vary greatly from night to night. This is not a diagnosis.",
    ];

    internal static string Number(double value, int decimals) => Math.Round(value, decimals).ToString("F" + decimals, CultureInfo.InvariantCulture);
}
