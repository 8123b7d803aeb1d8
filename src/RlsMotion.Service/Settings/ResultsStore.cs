namespace RlsMotion.Service.Settings;

/// <summary>A place that holds complete nights.</summary>
public enum ResultsStore
{
    /// <summary>The embedded database.</summary>
    Sqlite,

    /// <summary>InfluxDB.</summary>
    Influx,
}
