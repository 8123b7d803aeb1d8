namespace RlsMotion.Analysis.Scoring;

/// <summary>How movements of the two legs become one.</summary>
public enum LegJoining
{
    /// <summary>One starts less than a gap after the other's end; transitive (WASM).</summary>
    OffsetToOnset,

    /// <summary>Their onsets are less than a gap apart, counted from the first (AASM).</summary>
    OnsetToOnset,
}
