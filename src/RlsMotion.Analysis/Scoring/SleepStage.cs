namespace RlsMotion.Analysis.Scoring;

/// <summary>A stage of sleep as another record (a hypnogram) gives it; an ankle alone never does.</summary>
public enum SleepStage
{
    /// <summary>Awake.</summary>
    Wake,

    /// <summary>Non-REM 1.</summary>
    N1,

    /// <summary>Non-REM 2.</summary>
    N2,

    /// <summary>Non-REM 3.</summary>
    N3,

    /// <summary>REM sleep.</summary>
    Rem,
}
