using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace RlsMotion.TestKit;

/// <summary>A real influxd (Debian's 1.6) on free loopback ports with a folder of its own; stopped by its process. Without the program the test is skipped, or fails under CI=true.</summary>
public class InfluxServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly bool _withUsers;
    private Process? _process;

    /// <summary>A server that lets everybody in.</summary>
    public InfluxServer()
        : this(withUsers: false)
    {
    }

    /// <summary>A server.</summary>
    /// <param name="withUsers">Whether it asks for user and password.</param>
    protected InfluxServer(bool withUsers) => _withUsers = withUsers;

    /// <summary>User with all rights, where the server asks for one.</summary>
    public static string Admin => "admin";

    /// <summary>The admin's password.</summary>
    public static string Password => "correct horse";

    /// <summary>Its address, with a slash at the end.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Starts it and waits until it answers; after <see cref="StopAsync"/> with the same address and data.</summary>
    public async ValueTask InitializeAsync()
    {
        if (!File.Exists("/usr/bin/influxd"))
        {
            Missing.SkipOrFail("influxd is not installed: apt-get install influxdb.");
        }
        if (Url.IsDefaultPort)
        {
            Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Loopback.FreePort()}/"));
            await File.WriteAllTextAsync(_folder.File("influxdb.conf"), Configuration());
        }
        _process = Process.Start(new ProcessStartInfo("/usr/bin/influxd", ["-config", _folder.File("influxdb.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.ErrorDataReceived += (_, _) => { }; // read and dropped, so that the pipe never fills
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = Url };
        await ReadyAsync(http);
        if (_withUsers)
        {
            using HttpResponseMessage made = await QueryAsync(http, $"CREATE USER {Admin} WITH PASSWORD '{Password}' WITH ALL PRIVILEGES");
        }
    }

    /// <summary>Ends the process as a power cut would; its data stay.</summary>
    public async Task StopAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
            _process = null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sends InfluxQL.</summary>
    public static Task<HttpResponseMessage> QueryAsync(HttpClient http, string query) =>
        http.PostAsync(new Uri("query", UriKind.Relative), new FormUrlEncodedContent(new Dictionary<string, string> { ["q"] = query }));

    private async Task ReadyAsync(HttpClient http)
    {
        const int Attempts = 400; // of 50 ms: it needs one or two, a loaded machine some more
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(new Uri("ping", UriKind.Relative));
                return;
            }
            catch (HttpRequestException) when (!_process!.HasExited)
            {
                await Task.Delay(50);
            }
        }
        throw new InvalidOperationException($"influxd does not answer at {Url}.");
    }

    private string Configuration() => $"""
        reporting-disabled = true
        bind-address = "127.0.0.1:{Loopback.FreePort()}"
        [meta]
          dir = "{_folder.File("meta")}"
        [data]
          dir = "{_folder.File("data")}"
          wal-dir = "{_folder.File("wal")}"
          query-log-enabled = false
        [http]
          bind-address = "{Url.Authority}"
          auth-enabled = {(_withUsers ? "true" : "false")}
          log-enabled = false
        [monitor]
          store-enabled = false
        """;
}
