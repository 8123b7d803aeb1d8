namespace RlsMotion.Cli.Nights;

/// <summary>Kinds of recording that a simulated night is written as; their names are the files' endings.</summary>
internal enum RecordingKind
{
    /// <summary>Text: t_ms,x,y,z.</summary>
    Csv,

    /// <summary>As an Axivity AX6 without gyroscope writes it.</summary>
    Cwa,
}
