namespace RlsMotion.Ingest.Wire.SensorLogger;

/// <summary>Streams of the app that hold acceleration.</summary>
internal enum SensorLoggerStream
{
    /// <summary>Another sensor: dropped.</summary>
    Other,

    /// <summary>Android: with gravity, m/s².</summary>
    TotalAcceleration,

    /// <summary>Without gravity, m/s².</summary>
    Accelerometer,

    /// <summary>Gravity, m/s².</summary>
    Gravity,

    /// <summary>With gravity: g on iOS, m/s² on Android and with "Standardise Units".</summary>
    Uncalibrated,

    /// <summary>Watch: acceleration and gravity in one reading, g, or m/s² with "Standardise Units".</summary>
    WristMotion,
}
