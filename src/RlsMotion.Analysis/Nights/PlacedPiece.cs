namespace RlsMotion.Analysis.Nights;

/// <summary>Part of a stretch, placed on UTC.</summary>
internal readonly record struct PlacedPiece(PlacedBoot Boot, Stretch Samples, TimeSpanMs Time);
