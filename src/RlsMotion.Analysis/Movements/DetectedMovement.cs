namespace RlsMotion.Analysis.Movements;

/// <summary>A stretch in which the leg moved, in sample indices of one boot; not yet said to be anything.</summary>
/// <param name="OnsetIndex">First sample of the movement.</param>
/// <param name="OffsetIndex">First sample after it; above <paramref name="OnsetIndex"/>.</param>
/// <param name="Features">What is known of it.</param>
public readonly record struct DetectedMovement(long OnsetIndex, long OffsetIndex, MovementFeatures Features);
