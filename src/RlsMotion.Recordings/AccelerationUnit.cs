namespace RlsMotion.Recordings;

/// <summary>In what a text file counts acceleration.</summary>
public enum AccelerationUnit
{
    /// <summary>Standard gravity, 9.80665 m/s².</summary>
    G,

    /// <summary>Thousandths of it.</summary>
    MilliG,

    /// <summary>Metres per second squared.</summary>
    MetresPerSecondSquared,

    /// <summary>Sixty-fourths of g, as Empatica writes it.</summary>
    SixtyFourthsOfG,
}
