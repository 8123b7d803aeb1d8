namespace RlsMotion.Analysis.Nights;

/// <summary>Why a stretch of a night cannot be judged.</summary>
public enum GapReason
{
    /// <summary>Samples were never received.</summary>
    MissingPackets,

    /// <summary>The sensor was not on a leg.</summary>
    NotWorn,

    /// <summary>The sensor's time jumped or cannot be believed.</summary>
    Clock,

    /// <summary>What was received or stored is damaged.</summary>
    Corrupt,

    /// <summary>The sensor was off: a new boot follows, or the battery ended.</summary>
    Battery,
}
