using NodaTime;

namespace RlsMotion.Analysis.Scoring;

/// <summary>A periodic series: consecutive candidates at intervals the rules allow.</summary>
/// <param name="Number">From 1, in time order.</param>
/// <param name="Start">Onset of its first movement.</param>
/// <param name="End">Latest offset of its movements.</param>
/// <param name="Count">How many movements it holds.</param>
public sealed record PlmSeries(int Number, Instant Start, Instant End, int Count);
