using RlsMotion.Recordings.Csv;
using RlsMotion.Recordings.Cwa;

namespace RlsMotion.Recordings;

/// <summary>Opens recordings. The format is told by the content, not by the name.</summary>
public static class RecordingReader
{
    /// <summary>Bytes looked at to tell formats apart and to learn a text file's columns.</summary>
    internal const int SniffLength = 256 * 1024;

    /// <summary>Opens a recording.</summary>
    /// <param name="path">A file; .gz is unpacked on the way.</param>
    /// <param name="options">What the file does not say itself; null for nothing.</param>
    /// <exception cref="RecordingException">The file cannot be opened or is not a recording.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static Recording Open(string path, RecordingOptions? options = null)
    {
        options ??= new();
        options.Check();
        byte[] head = new byte[SniffLength];
        int length;
        using (Stream stream = RecordingFile.Open(path))
        {
            length = RecordingFile.Fill(stream, head, path);
        }
        ReadOnlyMemory<byte> start = head.AsMemory(0, length);
        if (length == 0)
        {
            throw new RecordingException(path, "", "is empty.", "Copy it from the sensor again.");
        }
        if (CwaHeader.IsCwa(start.Span))
        {
            return CwaRecording.Open(path, start, options);
        }
        if (Foreign(start.Span) is { } foreign)
        {
            throw new RecordingException(path, "", $"is {foreign}, which cannot be read.", "Give a CWA or CSV recording; most devices' software exports CSV.");
        }
        return CsvRecording.Open(path, start, options);
    }

    private static string? Foreign(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\u0003\u0004"u8))
        {
            return "a zip archive (perhaps GT3X)";
        }
        if (head.StartsWith("0       "u8))
        {
            return "an EDF file";
        }
        if (head.StartsWith("PAR1"u8))
        {
            return "a Parquet file";
        }
        if (head.StartsWith("Device Identity"u8))
        {
            return "a GENEActiv .bin file";
        }
        int oddBytes = 0;
        ReadOnlySpan<byte> looked = head[..Math.Min(head.Length, 4096)];
        foreach (byte b in looked)
        {
            oddBytes += b is 0 or (< 32 and not ((byte)'\t' or (byte)'\n' or (byte)'\r')) ? 1 : 0;
        }
        return oddBytes * 50 > looked.Length ? "not text, nor any binary recording that is known" : null;
    }
}
