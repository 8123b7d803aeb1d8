namespace RlsMotion.Analysis.Scoring;

/// <summary>Published rules by which leg movements become periodic ones. Their counts differ by several percent on the same night.</summary>
public enum RuleSet
{
    /// <summary>World Association of Sleep Medicine, 2016. The default.</summary>
    Wasm2016,

    /// <summary>World Association of Sleep Medicine, 2006.</summary>
    Wasm2006,

    /// <summary>Manual of the American Academy of Sleep Medicine, version 3.</summary>
    Aasm3,
}
