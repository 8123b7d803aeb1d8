namespace RlsMotion.Analysis.Movements;

/// <summary>All bursts of a movement as one, and how gravity turned; angles in degrees.</summary>
internal readonly record struct AssembledMovement(Burst Burst, double NetTurnDegrees, double LargestTurnDegrees);
