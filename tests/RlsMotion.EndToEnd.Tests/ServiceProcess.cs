using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using RlsMotion.TestKit;

namespace RlsMotion.EndToEnd.Tests;

/// <summary>The service as people run it: a process of its own, on free ports, with a data folder.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan UntilReady = TimeSpan.FromMinutes(3); // a build machine may be busy with everything else

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ServiceProcess(Process process, Uri url)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromMinutes(2) };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Talks to it, signed in.</summary>
    public HttpClient Client { get; }

    /// <summary>What it printed.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The built program, of the same configuration as these tests.</summary>
    public static string Program
    {
        get
        {
            string configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
            return Path.Combine(Repository.Root, "src", "RlsMotion.Service", "bin", configuration, "net10.0", "RlsMotion.Service.dll");
        }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<ServiceProcess> StartAsync(string folder, int webPort, int mqttPort, params string[] more)
    {
        var service = new ServiceProcess(
            Launch([Program, "--data", folder, "--urls", Url(webPort).ToString(), "--mqtt-port", mqttPort.ToString(CultureInfo.InvariantCulture), .. more]), Url(webPort));
        await service.ReadyAsync();
        string key = Path.Combine(folder, "access-key");
        if (File.Exists(key))
        {
            service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(key)).Trim());
        }
        return service;
    }

    /// <summary>Runs it with settings that it should refuse.</summary>
    /// <returns>Exit code and what it printed.</returns>
    public static async Task<(int Code, string Output)> RunToEndAsync(params string[] arguments)
    {
        await using var service = new ServiceProcess(Launch([Program, .. arguments]), new Uri("http://127.0.0.1"));
        using var patience = new CancellationTokenSource(UntilReady);
        await service._process.WaitForExitAsync(patience.Token);
        return (service._process.ExitCode, service.Output);
    }

    /// <summary>SIGKILL: no goodbye, no flush.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }
        _process.Dispose();
        Client.Dispose();
    }

    private static Uri Url(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));

    private static Process Launch(IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo("dotnet", arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = Path.GetTempPath(), // from anywhere: the program finds its own files
    })!;

    private async Task ReadyAsync()
    {
        using var patience = new CancellationTokenSource(UntilReady);
        while (true)
        {
            try
            {
                using HttpResponseMessage ready = await Client.GetAsync("health/ready", patience.Token);
                if (ready.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // not listening yet
            }
            Assert.False(_process.HasExited, $"The service ended while it started:\n{Output}");
            await Task.Delay(200, patience.Token);
        }
    }

    private void Note(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
