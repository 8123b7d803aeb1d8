using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RlsMotion.TestKit.Brokers;

/// <summary>A real mosquitto on a free loopback port, with a folder of its own; ended by its own process.</summary>
public sealed class MosquittoServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _program;
    private Process? _process;

    private MosquittoServer(string program, IEnumerable<string> settings)
    {
        _program = program;
        string[] lines =
        [
            $"listener {Port.ToString(CultureInfo.InvariantCulture)} 127.0.0.1",
            "allow_anonymous true",
            "persistence true",
            $"persistence_location {_folder.Path}/",
            $"log_dest file {_folder.File("mosquitto.log")}",
            .. Environment.UserName == "root" ? (string[])["user root"] : [], // as root it would become a user who cannot write here
            .. settings,
        ];
        File.WriteAllLines(_folder.File("mosquitto.conf"), lines);
    }

    /// <summary>TCP port on 127.0.0.1.</summary>
    public int Port { get; } = Loopback.FreePort();

    /// <summary>What it wrote to its log.</summary>
    public string Log => File.Exists(_folder.File("mosquitto.log")) ? File.ReadAllText(_folder.File("mosquitto.log")) : "";

    /// <summary>A server that answers; skips the test, or fails it under CI, where mosquitto is not installed.</summary>
    /// <param name="settings">Further lines for mosquitto.conf.</param>
    public static async Task<MosquittoServer> StartAsync(params string[] settings)
    {
        string? program = Programs.Find("mosquitto");
        if (program is null)
        {
            Missing.SkipOrFail("mosquitto is not installed (apt-get install mosquitto).");
        }
        var server = new MosquittoServer(program!, settings);
        await server.RestartAsync();
        return server;
    }

    /// <summary>Kills it as a power cut would: SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Starts it on the same port and folder.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        var start = new ProcessStartInfo(_program, ["-c", _folder.File("mosquitto.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{_program} did not start.");
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await AnswersAsync(timeout.Token))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"mosquitto ended with {_process.ExitCode}: {Log}");
            }
            await Task.Delay(20, timeout.Token);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
