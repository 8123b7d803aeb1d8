using RlsMotion.Analysis.Movements;

namespace RlsMotion.Classification;

/// <summary>A detected movement whose class is known: what a model learns from and is measured with.</summary>
/// <param name="Subject">Whose movement it is; training and testing never share a subject.</param>
/// <param name="Features">What the detector found.</param>
/// <param name="Class">What it truly was.</param>
public readonly record struct LabelledMovement(string Subject, MovementFeatures Features, MovementClass Class);
