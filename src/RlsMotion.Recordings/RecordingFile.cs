using System.IO.Compression;

namespace RlsMotion.Recordings;

/// <summary>Opens the bytes of a recording, unpacking gzip by its content.</summary>
internal static class RecordingFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Opens a file at its beginning.</summary>
    /// <exception cref="RecordingException">It cannot be opened.</exception>
    public static Stream Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new RecordingException(path, "", "is a folder.", "Name one recording in it.");
        }
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize, FileOptions.SequentialScan);
            bool isPacked = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            return isPacked ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (FileNotFoundException e)
        {
            throw new RecordingException(path, "", "does not exist.", "Check the name.", e);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new RecordingException(path, "", "does not exist.", "Check the folder's name.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RecordingException(path, "", $"cannot be opened: {e.Message}", "Check that it is a readable file.", e);
        }
    }

    /// <summary>Fills as much of a buffer as the file still has; returns how much.</summary>
    /// <exception cref="RecordingException">Reading fails, or the packed stream is damaged.</exception>
    public static int Fill(Stream stream, Span<byte> buffer, string path)
    {
        try
        {
            return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw new RecordingException(path, "", $"is damaged inside its gzip packing: {e.Message}", "Pack or copy it again.", e);
        }
        catch (IOException e)
        {
            throw new RecordingException(path, "", $"cannot be read on: {e.Message}", "Check the medium, or copy the file to another one.", e);
        }
    }
}
