namespace RlsMotion.Analysis.Agreement;

/// <summary>A reference event and the detected event taken for it.</summary>
/// <param name="Reference">Position in the list of reference events.</param>
/// <param name="Detected">Position in the list of detected events.</param>
public readonly record struct MatchedPair(int Reference, int Detected);
