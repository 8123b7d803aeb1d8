using NodaTime;

namespace RlsMotion.Analysis.Scoring;

/// <summary>What the rules say of a night. Immutable.</summary>
public sealed record NightScore
{
    /// <summary>The rules, as they were applied.</summary>
    public required ScoringCriteria Criteria { get; init; }

    /// <summary>The movements after the legs were joined, in onset order.</summary>
    public required IReadOnlyList<ScoredMovement> Movements { get; init; }

    /// <summary>The series, in time order; number n is at n - 1.</summary>
    public required IReadOnlyList<PlmSeries> Series { get; init; }

    /// <summary>The numbers.</summary>
    public required ScoringIndices Indices { get; init; }

    /// <summary>All defined intervals, counted in bins.</summary>
    public required IntervalHistogram Histogram { get; init; }

    /// <summary>Whether respiratory events were known; if not, say "respiratory events not excluded".</summary>
    public required bool RespiratoryEventsKnown { get; init; }

    /// <summary>Intervals inside series, in time order: of each series all but what led to its first movement.</summary>
    public IReadOnlyList<Duration> SeriesIntervals() =>
        [.. Movements.Where(movement => movement.IsPeriodic)
            .GroupBy(movement => movement.Series)
            .SelectMany(series => series.Skip(1))
            .Select(movement => movement.Interval!.Value)];
}
