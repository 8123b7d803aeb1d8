using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using RlsMotion.Storage;

namespace RlsMotion.Service.Hosting;

/// <summary>Runs the service, and turns everything that a person can mend into one readable line.</summary>
internal static class Startup
{
    /// <summary>Runs until the process is told to end.</summary>
    /// <returns>0 after an orderly end, 1 if the service could not start.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Any(argument => argument is "--help" or "-h" or "-?"))
        {
            await Console.Out.WriteLineAsync(CommandLine.Help);
            return 0;
        }
        try
        {
            await using WebApplication app = ServiceHost.Build(arguments);
            await app.StartAsync();
            await Console.Out.WriteLineAsync(Greeting.For(app));
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception error) when (Explain(error) is { } explanation)
        {
            await Console.Error.WriteLineAsync($"RlsMotion does not start: {explanation}");
            return 1;
        }
    }

    /// <summary>What to tell a person about a failed start; null where it is our own mistake and the stack trace is wanted.</summary>
    internal static string? Explain(Exception error) => error switch
    {
        RefusedException or StorageException => error.Message,
        OptionsValidationException settings => string.Join(Environment.NewLine, settings.Failures.Select(Plain).Distinct()),
        AggregateException many when many.Flatten().InnerExceptions.Select(Explain).Distinct().ToArray() is var all && all.All(line => line is not null) =>
            string.Join(Environment.NewLine, all),
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => $"{error.Message} ({error.InnerException?.Message})",
        IOException { InnerException: AddressInUseException } => $"{error.Message} Stop the program that uses it, or choose another port with --urls or --mqtt-port.",
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => $"{error.Message}. Stop the program that uses the port, or choose another with --urls or --mqtt-port.",
        _ => null,
    };

    // The framework wraps our sentence in its own: "DataAnnotation validation failed for … with the error: '…'."
    private static string Plain(string failure)
    {
        const string Before = "with the error: '";
        int start = failure.IndexOf(Before, StringComparison.Ordinal);
        return start < 0 ? failure : failure[(start + Before.Length)..].TrimEnd('.').TrimEnd('\'');
    }
}
