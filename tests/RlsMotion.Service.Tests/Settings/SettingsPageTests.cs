using System.Reflection;
using RlsMotion.Service.Settings;
using RlsMotion.TestKit;

namespace RlsMotion.Service.Tests.Settings;

/// <summary>docs/settings.md names every setting there is.</summary>
public sealed class SettingsPageTests
{
    [Fact]
    public void Every_setting_is_on_the_page()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "settings.md"));
        string[] settings = [.. typeof(MqttSettings).Assembly.GetTypes()
            .Select(type => (Type: type, Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string))
            .Where(found => found.Section is not null && found.Type.Namespace == typeof(MqttSettings).Namespace)
            .SelectMany(found => found.Type.GetProperties().Select(property => $"{found.Section}:{property.Name}"))];

        Assert.True(settings.Length > 15, "The settings were not found by reflection.");
        Assert.All(settings, setting => Assert.Contains($"`{setting}`", page, StringComparison.Ordinal));
    }
}
