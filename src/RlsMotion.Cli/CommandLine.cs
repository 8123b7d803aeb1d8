using System.CommandLine;
using System.CommandLine.Help;
using RlsMotion.Cli.Commands;
using RlsMotion.Cli.Sensors;
using RlsMotion.Cli.Terminals;
using RlsMotion.Recordings;

namespace RlsMotion.Cli;

/// <summary>The command <c>rlsmotion</c>: what people type, and what comes back.</summary>
public static class CommandLine
{
    /// <summary>It is done.</summary>
    public const int Done = 0;

    /// <summary>The input cannot be used; one line on the error stream says why.</summary>
    public const int UnusableInput = 1;

    /// <summary>The command was used wrongly; one line on the error stream says how.</summary>
    public const int WrongUsage = 2;

    /// <summary>Runs a command.</summary>
    /// <param name="arguments">As typed, without the program's name.</param>
    /// <param name="terminal">Where output and errors go.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        RootCommand root = Build(terminal);
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            string command = parsed.CommandResult.Command == root ? "" : $" {parsed.CommandResult.Command.Name}";
            string fault = parsed.UnmatchedTokens.Count > 0 ? $"\"{parsed.UnmatchedTokens[0]}\" is not known here." : parsed.Errors[0].Message;
            terminal.Complain($"{fault} Try: rlsmotion{command} --help");
            return WrongUsage;
        }
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false }, cancellationToken);
        }
        catch (WrongUsageException e)
        {
            terminal.Complain($"{e.Message} Try: rlsmotion {parsed.CommandResult.Command.Name} --help");
            return WrongUsage;
        }
        catch (Exception e) when (e is UnusableInputException or RecordingException or ServiceRefusedException)
        {
            terminal.Complain(e.Message);
            return UnusableInput;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Complain("Stopped before the end; nothing was written.");
            return UnusableInput;
        }
        catch (IOException e) // files that are read or written have their own messages; this is the output itself
        {
            terminal.Complain($"The result could not be written out: {e.Message}. Make room, or name a file with --output.");
            return UnusableInput;
        }
    }

    /// <summary>All commands. A new one is one line here and one file under Commands.</summary>
    private static RootCommand Build(Terminal terminal) => new(
        """
        Finds periodic leg movements in recordings of ankle accelerometers.

        A first night:
          rlsmotion simulate --seed 7 --out night
          rlsmotion analyze --left night/left.csv --right night/right.csv --report night/night.html
        """)
    {
        AnalyzeCommand.Create(terminal),
        ScoreCommand.Create(terminal),
        InfoCommand.Create(terminal),
        SimulateCommand.Create(terminal),
        PairCommand.Create(terminal),
        SendCommand.Create(terminal),
    };
}
