namespace RlsMotion.Cli.Terminals;

/// <summary>Writes files whole or not at all: to temporary files beside the targets, renamed when all are complete.</summary>
internal static class OutputFile
{
    /// <summary>Writes files that belong together: all of them, or none.</summary>
    /// <param name="files">Targets, replaced if they exist, and what writes their content.</param>
    /// <exception cref="UnusableInputException">One cannot be written there.</exception>
    public static void Write(IReadOnlyList<(string Path, Action<Stream> Write)> files)
    {
        var temporaries = new List<string>();
        try
        {
            foreach ((string path, Action<Stream> write) in files)
            {
                Try(path, full =>
                {
                    string temporary = $"{full}.{Guid.NewGuid():N}.part";
                    temporaries.Add(temporary);
                    using FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
                    write(stream);
                    stream.Flush(flushToDisk: true);
                });
            }
            for (int i = 0; i < files.Count; i++)
            {
                Try(files[i].Path, full => File.Move(temporaries[i], full, overwrite: true));
            }
        }
        finally
        {
            temporaries.Where(File.Exists).ToList().ForEach(File.Delete); // renamed already if all went well
        }
    }

    /// <summary>Writes text as UTF-8 without a mark.</summary>
    /// <param name="write">Writes the text.</param>
    public static Action<Stream> Text(Action<TextWriter> write) => stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        write(writer);
    };

    private static void Try(string path, Action<string> act)
    {
        string full = Path.GetFullPath(path);
        string? folder = Path.GetDirectoryName(full);
        if (Directory.Exists(full))
        {
            throw new UnusableInputException(path, "", "is a folder.", "Name a file in it.");
        }
        if (folder is null || !Directory.Exists(folder))
        {
            throw new UnusableInputException(path, "", "cannot be written: its folder does not exist.", "Make the folder first, or name another.");
        }
        try
        {
            act(full);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnusableInputException(path, "", "cannot be written: not allowed.", "Name a file in a folder that may be written to.", e);
        }
        catch (IOException e)
        {
            string why = e.Message.Split(" : '", 2)[0].Split(" '/", 2)[0].TrimEnd('.', ' ');
            throw new UnusableInputException(path, "", $"cannot be written: {char.ToLowerInvariant(why[0])}{why[1..]}.", "Name a file in a folder that has room and may be written to.", e);
        }
    }
}
