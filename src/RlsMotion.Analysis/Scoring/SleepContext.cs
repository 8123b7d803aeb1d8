using NodaTime;
using RlsMotion.Analysis.Nights;

namespace RlsMotion.Analysis.Scoring;

/// <summary>What else is known of a night while the legs were recorded. Null means unknown; an empty list means none.</summary>
/// <remarks>Intervals are half-open and have a start and an end. Stages and rest are in time order and disjoint. Immutable.</remarks>
public sealed record SleepContext
{
    /// <summary>Nothing is known but the movements.</summary>
    public static readonly SleepContext Unknown = new();

    /// <summary>The hypnogram; null without one.</summary>
    public IReadOnlyList<StagePeriod>? Stages { get; init; }

    /// <summary>Apnoeas and hypopnoeas; null without a respiratory channel ("respiratory events not excluded").</summary>
    public IReadOnlyList<Interval>? RespiratoryEvents { get; init; }

    /// <summary>Arousals; null where none could be seen.</summary>
    public IReadOnlyList<Interval>? Arousals { get; init; }

    /// <summary>Rest as far as it was recorded, from <see cref="RestSource"/>: the time that indices are per where there is no hypnogram; null if unknown.</summary>
    public IReadOnlyList<Interval>? Rest { get; init; }

    /// <summary>Where <see cref="Rest"/> comes from; ignored without it.</summary>
    public Denominator RestSource { get; init; } = Nights.Denominator.SleepPeriod;

    /// <summary>From lights off to lights on, by a diary; null if unknown. The denominator where neither stages nor rest are known.</summary>
    public Interval? Lights { get; init; }

    /// <summary>Where the hours come from that indices are per; null where there are none.</summary>
    public Denominator? Denominator =>
        Stages is not null ? Nights.Denominator.External
        : Rest is not null ? RestSource
        : Lights is not null ? Nights.Denominator.Diary
        : null;

    /// <summary>The denominator's time: sleep by the hypnogram, else rest, else lights off to on; null if none is known.</summary>
    public IReadOnlyList<Interval>? DenominatorTime() =>
        Stages is { } stages ? [.. stages.Where(period => period.Stage != SleepStage.Wake).Select(period => period.Time)]
        : Rest ?? (Lights is { } lights ? [lights] : null);
}
