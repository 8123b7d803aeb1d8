using System.Net;
using System.Text;
using RlsMotion.Cli.Sensors;
using RlsMotion.Cli.Terminals;
using RlsMotion.TestKit;

namespace RlsMotion.Cli.Tests;

/// <summary>The command against a service that answers as docs of the API say, step by step.</summary>
public sealed class PairCommandTests
{
    [Fact]
    public async Task It_shows_the_code_asks_for_the_number_confirms_the_request_and_ends_with_the_active_sensor()
    {
        await using var service = new FakeService();
        (int exit, string output, string error) = await RunAsync("y\n", "pair", "--leg", "left", "--server", service.Url);
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("BCDF-GHJK-LMNP", output, StringComparison.Ordinal);
        Assert.Contains("number 07", output, StringComparison.Ordinal);
        Assert.Contains("sensor abcdefgh2345672a is active", output, StringComparison.Ordinal);
        Assert.Equal("""{"request":"HASH"}""", service.Confirmed);
        Assert.Equal("""{"subject":"ann","leg":"left","name":""}""", service.Wished);
    }

    [Fact]
    public async Task A_no_refuses_the_sensor_and_ends_with_the_reason()
    {
        await using var service = new FakeService();
        (int exit, string _, string error) = await RunAsync("n\n", "pair", "--leg", "right", "--server", service.Url);
        Assert.Equal(1, exit);
        Assert.Contains("You refused this sensor.", error, StringComparison.Ordinal);
        Assert.Null(service.Confirmed);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_named_in_one_line()
    {
        Rlsmotion none = await Rlsmotion.RunAsync("pair", "--leg", "left", "--server", $"http://127.0.0.1:{Loopback.FreePort()}");
        none.AssertRefused(1, "no service answers", "--server");
        (await Rlsmotion.RunAsync("pair", "--leg", "left", "--server", "nonsense")).AssertRefused(2, "--server");
        (await Rlsmotion.RunAsync("pair")).AssertRefused(2, "--leg");
    }

    [Fact]
    public void The_QR_is_square_on_the_screen_and_has_its_quiet_zone()
    {
        string[] lines = TerminalQr.Of("rlsm:1?h=127.0.0.1&p=1883&t=0&i=abcdefghijklmnopqrstuvwxyz&s=ERITFBUWFxgZGhscHR4fIA").TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        Assert.InRange(lines.Length, (lines[0].Length / 2) - 1, (lines[0].Length / 2) + 1);
        Assert.All(lines.Take(2), line => Assert.Equal(new string('█', line.Length), line));
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(string typed, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new StringReader(typed);
        int exit = await CommandLine.RunAsync(arguments, new Terminal(output, error, IsInteractive: false) { Input = input }, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }

    private sealed class FakeService : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly Task _serving;
        private string _state = "open";

        public FakeService()
        {
            Url = $"http://127.0.0.1:{Loopback.FreePort()}/";
            _listener.Prefixes.Add(Url);
            _listener.Start();
            _serving = ServeAsync();
        }

        public string Url { get; }

        public string? Wished { get; private set; }

        public string? Confirmed { get; private set; }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
            _listener.Close();
        }

        private async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return; // stopped
                }
                using var reader = new StreamReader(context.Request.InputStream);
                string body = await reader.ReadToEndAsync();
                string answer = Answer(context.Request.HttpMethod, context.Request.Url!.AbsolutePath, body);
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
                context.Response.Close();
            }
        }

        private string Answer(string method, string path, string body)
        {
            switch (method, path)
            {
                case ("GET", "/api/v1/subjects"):
                    return """[{"id":"ann","name":"Ann","zone":"Europe/Berlin"}]""";
                case ("POST", "/api/v1/pairings"):
                    Wished = body;
                    break;
                case ("POST", "/api/v1/pairings/abc/confirm"):
                    (Confirmed, _state) = (body, "active");
                    return "";
                case ("DELETE", "/api/v1/pairings/abc"):
                    _state = "refused";
                    return "";
                default:
                    _state = _state == "open" ? "contacted" : _state;
                    break;
            }
            string asked = _state == "open" ? "null,\"request\":null" : "\"07\",\"request\":\"HASH\"";
            string device = _state == "active" ? "\"abcdefgh2345672a\"" : "null";
            string ending = _state == "refused" ? "\"You refused this sensor.\"" : "null";
            return $$"""{"pairId":"abc","qr":"rlsm:1?x","code":"BCDF-GHJK-LMNP","expiresAt":"2026-03-28T21:10:00.000Z","state":"{{_state}}","number":{{asked}},"deviceId":{{device}},"ending":{{ending}}}""";
        }
    }
}
