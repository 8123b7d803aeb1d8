namespace RlsMotion.Recordings;

/// <summary>A file format that can be read.</summary>
public enum RecordingFormat
{
    /// <summary>Axivity AX3 or AX6, binary.</summary>
    Cwa,

    /// <summary>Rows of text, in any of the variants of docs/recordings.md.</summary>
    Csv,
}
