namespace RlsMotion.Analysis.Nights;

/// <summary>Samples [From, To) of a boot that were not received, or not fit to be used.</summary>
/// <param name="From">First missing index.</param>
/// <param name="To">Index after the last.</param>
/// <param name="IsCorrupt">Whether some of them came, but damaged.</param>
internal readonly record struct IndexGap(long From, long To, bool IsCorrupt);
