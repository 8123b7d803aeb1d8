using RlsMotion.Service.Hosting;

namespace RlsMotion.Service.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void Short_options_become_settings() =>
        Assert.Equal(
            ["--Demo:Enabled=true", "--Storage:Data=/data", "--urls=http://127.0.0.1:1", "--Mqtt:Port=2", "--Nights:Rules", "Aasm3"],
            CommandLine.Rewrite(["--demo", "--data", "/data", "--urls=http://127.0.0.1:1", "--mqtt-port", "2", "--Nights:Rules", "Aasm3"]));

    [Theory]
    [InlineData("--data")]
    [InlineData("--mqtt-port", "--demo")]
    public void A_short_option_without_its_value_is_refused(params string[] arguments) =>
        Assert.Contains(arguments[0], Assert.Throws<RefusedException>(() => CommandLine.Rewrite(arguments)).Message, StringComparison.Ordinal);
}
