namespace RlsMotion.Analysis.Movements;

/// <summary>All bursts of a movement as one, and how the leg lay: angles in degrees, deviations from rest in g.</summary>
internal readonly record struct AssembledMovement(Burst Burst, double NetTurnDegrees, double LargestTurnDegrees, double DeviationG, double TiltG, double TiltSways);
