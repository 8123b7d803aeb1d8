using RlsMotion.Cli.Terminals;

namespace RlsMotion.Cli.Tests;

/// <summary>Runs the command in this process, as if piped.</summary>
internal sealed record Rlsmotion(int ExitCode, string Output, string Error)
{
    public static async Task<Rlsmotion> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = await CommandLine.RunAsync(arguments, new Terminal(output, error, IsInteractive: false), TestContext.Current.CancellationToken);
        return new Rlsmotion(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Fails unless the command refused with one line that holds these words, and wrote nothing else.</summary>
    public void AssertRefused(int exitCode, params string[] words)
    {
        Assert.Equal((exitCode, ""), (ExitCode, Output));
        Assert.Equal(1, Error.Count(character => character == '\n'));
        Assert.All(words, word => Assert.Contains(word, Error, StringComparison.Ordinal));
    }
}
