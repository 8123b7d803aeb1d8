namespace RlsMotion.Recordings;

/// <summary>A file that cannot be used. The message is one line: file, place, what is wrong, what to do.</summary>
public sealed class RecordingException : Exception
{
    /// <summary>Builds it.</summary>
    /// <param name="file">Path as it was given.</param>
    /// <param name="place">Where in the file, such as "row 17" or "block 3"; empty for the whole file.</param>
    /// <param name="what">What is wrong.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="inner">What brought it to light, if anything.</param>
    public RecordingException(string file, string place, string what, string remedy, Exception? inner = null)
        : base($"{file}{(place.Length > 0 ? $" ({place})" : "")}: {OneLine(what)} {OneLine(remedy)}", inner) =>
        (File, Place, What, Remedy) = (file, place, what, remedy);

    /// <summary>Path as it was given.</summary>
    public string File { get; }

    /// <summary>Where in the file; empty for the whole file.</summary>
    public string Place { get; }

    /// <summary>What is wrong.</summary>
    public string What { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
