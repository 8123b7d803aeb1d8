namespace RlsMotion.Cli.Commands;

/// <summary>For whom a result is written.</summary>
internal enum OutputFormat
{
    /// <summary>People.</summary>
    Table,

    /// <summary>Programs.</summary>
    Json,

    /// <summary>Spreadsheets.</summary>
    Csv,
}
