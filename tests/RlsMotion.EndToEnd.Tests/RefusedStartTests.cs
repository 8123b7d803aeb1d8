using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RlsMotion.TestKit;

namespace RlsMotion.EndToEnd.Tests;

/// <summary>A service that cannot start says why in a line, and ends with 1.</summary>
public sealed class RefusedStartTests
{
    [Fact]
    public async Task Contradicting_settings_are_printed_with_both_values()
    {
        using var folder = new TemporaryFolder();

        (int code, string output) = await ServiceProcess.RunToEndAsync("--data", folder.Path, "--Nights:QuietAfter", "00:01:00", "--Nights:QuietAfterHistory", "00:02:00");

        Assert.Equal(1, code);
        Assert.Contains("00:01:00", output, StringComparison.Ordinal);
        Assert.Contains("00:02:00", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_its_remedy()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        (int code, string output) = await ServiceProcess.RunToEndAsync("--demo", "--data", folder.Path, "--urls", "http://127.0.0.1:0", "--mqtt-port", port);

        Assert.Equal(1, code);
        Assert.Contains(port, output, StringComparison.Ordinal);
        Assert.Contains("--mqtt-port", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_others_could_reach_is_refused()
    {
        using var folder = new TemporaryFolder();

        (int code, string output) = await ServiceProcess.RunToEndAsync("--data", folder.Path, "--urls", "http://0.0.0.0:0", "--mqtt-port", "0");

        Assert.Equal(1, code);
        Assert.Contains("0.0.0.0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
