namespace RlsMotion.Analysis.Samples;

/// <summary>Why a recording could not calibrate its sensor. Factory values then stand.</summary>
public enum CalibrationRefusal
{
    /// <summary>The sensor was hardly ever still.</summary>
    TooFewStillWindows,

    /// <summary>It lay in too few ways: an axis was never turned both up and down, and nothing can be said of it.</summary>
    OrientationsDoNotCoverTheSphere,

    /// <summary>No scale and offset bring gravity to 1 g: the error is of another kind.</summary>
    NoFit,
}
