namespace RlsMotion.Analysis.Nights;

/// <summary>Where the hours come from that an index is per.</summary>
public enum Denominator
{
    /// <summary>Another device's or a laboratory's record of sleep.</summary>
    External,

    /// <summary>Bed and rise time from a diary.</summary>
    Diary,

    /// <summary>The two ends of the night, seen by the sensor.</summary>
    SleepPeriod,

    /// <summary>Rest and wake told by the same sensor that counts. Shown, never the trend.</summary>
    SameSensor,
}
