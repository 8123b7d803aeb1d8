namespace RlsMotion.Analysis.Movements;

/// <summary>Says what a detected movement is.</summary>
public interface IMovementClassifier
{
    /// <summary>Name shown with every night, such as "rules-1".</summary>
    string Name { get; }

    /// <summary>Lower-case hexadecimal SHA-256 of the model file; null for a classifier without one.</summary>
    string? ModelSha256 { get; }

    /// <summary>The class of a movement with these features, and how sure that is.</summary>
    ClassVerdict Classify(in MovementFeatures features);
}

/// <summary>A class and the confidence in it.</summary>
/// <param name="Class">What the movement is taken for.</param>
/// <param name="Probability">Confidence, 0 to 1; null where the classifier gives none.</param>
public readonly record struct ClassVerdict(MovementClass Class, double? Probability);
