using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RlsMotion.Service.Hosting;
using RlsMotion.Service.Settings;

namespace RlsMotion.Service.Tests.Settings;

public sealed class ServiceSettingsTests
{
    [Fact]
    public void Nothing_needs_to_be_set()
    {
        ServiceSettings settings = Read();

        Assert.Equal("http://127.0.0.1:5080", settings.Urls);
        Assert.Equal(1883, settings.Mqtt.Port);
        Assert.EndsWith(".rlsmotion", settings.Folder, StringComparison.Ordinal);
    }

    [Fact]
    public void The_demonstration_keeps_its_data_apart() =>
        Assert.Equal(Path.GetFullPath("/x/demo"), Read(("Demo:Enabled", "true"), ("Storage:Data", "/x")).Folder);

    [Theory]
    [InlineData("Results:ReadFrom", "Influx", "Influx:Url")]
    [InlineData("Mqtt:ExternalHost", "broker.example", "broker.example", "False")]
    [InlineData("Mqtt:ExternalUser", "bob", "bob", "Mqtt:ExternalHost")]
    [InlineData("Influx:User", "bob", "bob", "Influx:PasswordFile")]
    [InlineData("Influx:Url", "ftp://x", "ftp://x")]
    [InlineData("Nights:SnapshotEvery", "00:09:00", "00:09:00", "00:05:00")]
    [InlineData("Demo:Zone", "Mars/Olympus", "Mars/Olympus")]
    [InlineData("Mqtt:Port", "70000", "65535")]
    public void A_setting_that_contradicts_another_is_refused_with_both_values(string name, string value, params string[] named)
    {
        Exception refusal = Assert.ThrowsAny<Exception>(() => Read((name, value), ("Nights:QuietAfter", "00:05:00")));

        string? told = Startup.Explain(refusal);
        Assert.All(named, word => Assert.Contains(word, told, StringComparison.Ordinal));
        Assert.DoesNotContain("DataAnnotation", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_ports_of_the_silo_must_differ() =>
        Assert.Contains("11111", Assert.Throws<OptionsValidationException>(() => Read(("Cluster:SiloPort", "11111"), ("Cluster:GatewayPort", "11111"))).Message, StringComparison.Ordinal);

    private static ServiceSettings Read(params (string Name, string Value)[] settings) => ServiceSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build());
}
