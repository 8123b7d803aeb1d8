namespace RlsMotion.Service.Settings;

/// <summary>Which store the pages and the API read nights from (section "Results").</summary>
public sealed class ResultsSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Results";

    /// <summary>The store that is read. Nights are always kept in SQLite, and in InfluxDB too where that is configured. The default is Sqlite.</summary>
    public ResultsStore ReadFrom { get; set; } = ResultsStore.Sqlite;
}
