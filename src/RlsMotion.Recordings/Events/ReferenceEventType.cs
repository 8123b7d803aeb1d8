namespace RlsMotion.Recordings.Events;

/// <summary>What an event in a reference scoring is.</summary>
public enum ReferenceEventType
{
    /// <summary>Movement of the left leg ("L").</summary>
    LeftLeg,

    /// <summary>Movement of the right leg ("R").</summary>
    RightLeg,

    /// <summary>Arousal ("AR").</summary>
    Arousal,

    /// <summary>Apnoea or hypopnoea ("RESP").</summary>
    Respiratory,

    /// <summary>Stage wake ("W").</summary>
    Wake,

    /// <summary>Stage N1.</summary>
    N1,

    /// <summary>Stage N2.</summary>
    N2,

    /// <summary>Stage N3.</summary>
    N3,

    /// <summary>Stage REM.</summary>
    Rem,
}
