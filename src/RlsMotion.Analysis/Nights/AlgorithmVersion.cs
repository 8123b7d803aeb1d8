using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Analysis.Nights;

/// <summary>What made a result, so that it can be made again and never compared with another's by accident.</summary>
/// <param name="Version">Version of the detection.</param>
/// <param name="Classifier">Name of the classifier.</param>
/// <param name="ModelSha256">Hash of its model file, lower-case hexadecimal; null where it has none.</param>
/// <param name="Rules">The scoring rules.</param>
public sealed record AlgorithmVersion(string Version, string Classifier, string? ModelSha256, RuleSet Rules);
