namespace RlsMotion.Cli.Terminals;

/// <summary>Writes files whole or not at all: to a temporary file beside the target, then renamed.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The target; replaced if it exists.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="UnusableInputException">It cannot be written there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        string temporary = $"{full}.{Guid.NewGuid():N}.part";
        try
        {
            try
            {
                using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
                {
                    write(stream);
                    stream.Flush(flushToDisk: true);
                }
                File.Move(temporary, full, overwrite: true);
            }
            finally
            {
                File.Delete(temporary); // gone already if all went well
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException(path, "", $"cannot be written: {e.Message}", "Name a file in a folder that exists and may be written to.", e);
        }
    }

    /// <summary>Writes text as UTF-8 without a mark.</summary>
    public static void WriteText(string path, Action<TextWriter> write) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        write(writer);
    });
}
