namespace RlsMotion.Cli.Terminals;

/// <summary>Where a command writes: results to <see cref="Output"/>, notes and complaints to <see cref="Error"/>.</summary>
/// <param name="Output">Results, for people or programs.</param>
/// <param name="Error">Everything else, a line each.</param>
/// <param name="IsInteractive">Whether a person looks at the output: tables with lines, and signs of progress. False: plain text.</param>
public sealed record Terminal(TextWriter Output, TextWriter Error, bool IsInteractive)
{
    /// <summary>Answers of whoever sits there; ends at once where nobody does.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>The terminal that this process was started from.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, !Console.IsOutputRedirected && !Console.IsErrorRedirected) { Input = Console.In };

    /// <summary>Says in one line what went wrong.</summary>
    public void Complain(string message) => Error.WriteLine($"rlsmotion: {message.ReplaceLineEndings(" ")}");

    /// <summary>Says in one line what a reader of the result should know.</summary>
    public void Note(string message) => Error.WriteLine($"note: {message.ReplaceLineEndings(" ")}");
}
