namespace RlsMotion.Analysis.Nights;

/// <summary>Samples [From, To) of a boot that detection ran over in one go, bridged gaps included.</summary>
internal readonly record struct Stretch(long From, long To);
