namespace RlsMotion.Analysis.Movements;

/// <summary>What a detected movement is.</summary>
public enum MovementClass
{
    /// <summary>A leg movement: counts for the scoring rules.</summary>
    LegMovement,

    /// <summary>The leg came to lie differently: gravity turned and stayed turned.</summary>
    PostureShift,

    /// <summary>A large or long movement of the whole body.</summary>
    GrossMovement,

    /// <summary>Steps.</summary>
    Walking,

    /// <summary>A train of quick bursts: tremor, hypnagogic foot tremor, alternating leg activation.</summary>
    Tremor,

    /// <summary>Shorter than a leg movement.</summary>
    Twitch,

    /// <summary>The bed moved, not the leg: a partner, a door, traffic.</summary>
    Vibration,

    /// <summary>Somebody handled the sensor: strapping on, taking off, charging.</summary>
    Handling,

    /// <summary>None of the others.</summary>
    Other,
}
