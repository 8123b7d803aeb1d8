using System.Diagnostics;
using RlsMotion.TestKit;

namespace RlsMotion.Ingest.Tests.Foreign;

/// <summary>A Python script of this folder as a conversation: a line in, a line out. Ended with the test by its own process.</summary>
public sealed class PythonProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private PythonProgram(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    public static async Task<PythonProgram> StartAsync(string script, params string[] arguments)
    {
        await Programs.NeedPythonAsync("paho.mqtt.client", "cryptography");
        string path = Path.Combine(Repository.Root, "tests", "RlsMotion.Ingest.Tests", "Foreign", script);
        return new(Process.Start(new ProcessStartInfo(Programs.Python, ["-u", path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    /// <summary>The next line it prints.</summary>
    public async Task<string> ReadAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        return await _process.StandardOutput.ReadLineAsync(timeout.Token) ?? throw new InvalidOperationException($"The script ended: {await _errors}");
    }

    /// <summary>Says a line and reads the answer.</summary>
    public async Task<string> AskAsync(string line)
    {
        await SayAsync(line);
        return await ReadAsync();
    }

    public async Task SayAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public Task EndedAsync() => _process.WaitForExitAsync();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }
}
