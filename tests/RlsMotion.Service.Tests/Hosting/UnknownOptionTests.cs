using RlsMotion.Service.Hosting;

namespace RlsMotion.Service.Tests.Hosting;

public sealed class UnknownOptionTests
{
    [Theory]
    [InlineData("--demoo")]
    [InlineData("--mqttport", "2000")]
    [InlineData("start")]
    [InlineData("--data", "/data", "/other")]
    public void A_word_that_is_no_option_starts_nothing(params string[] arguments) =>
        Assert.Contains("--help", Assert.Throws<RefusedException>(() => CommandLine.Rewrite(arguments)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("--Mqtt:ExternalHost", "broker")]
    [InlineData("--Nights:Rules=Aasm3")]
    [InlineData("--environment=Development")]
    public void A_setting_is_passed_on(params string[] arguments) => Assert.Equal(arguments, CommandLine.Rewrite(arguments));
}
