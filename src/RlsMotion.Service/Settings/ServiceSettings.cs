using Microsoft.Extensions.Options;

namespace RlsMotion.Service.Settings;

/// <summary>All settings, read and checked: what the service is built from.</summary>
/// <param name="Storage">Where data is kept.</param>
/// <param name="Demo">The demonstration.</param>
/// <param name="Mqtt">How sensors reach the service.</param>
/// <param name="Web">How people reach it.</param>
/// <param name="Results">Which store is read.</param>
/// <param name="Influx">The copy in InfluxDB.</param>
/// <param name="Cluster">Ports of the silo.</param>
/// <param name="Nights">When a night is shown and finished.</param>
/// <param name="Urls">Addresses of pages and API.</param>
public sealed record ServiceSettings(
    StorageSettings Storage, DemoSettings Demo, MqttSettings Mqtt, WebSettings Web, ResultsSettings Results, InfluxSettings Influx, ClusterSettings Cluster,
    NightSettings Nights, string Urls)
{
    /// <summary>The folder in use: the demonstration keeps its data apart.</summary>
    public string Folder => Path.GetFullPath(Demo.Enabled ? Path.Combine(Storage.Data, "demo") : Storage.Data);

    /// <summary>Reads all sections.</summary>
    /// <exception cref="OptionsValidationException">A value is out of its range or contradicts another; every message holds the values.</exception>
    /// <exception cref="InvalidOperationException">A value cannot be read as what it should be, such as letters for a port.</exception>
    public static ServiceSettings Read(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        AddTo(services);
        using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        return new(
            Value<StorageSettings>(provider), Value<DemoSettings>(provider), Value<MqttSettings>(provider), Value<WebSettings>(provider),
            Value<ResultsSettings>(provider), Value<InfluxSettings>(provider), Value<ClusterSettings>(provider), Value<NightSettings>(provider),
            configuration["urls"] is { Length: > 0 } urls ? urls : WebSettings.DefaultUrl);
    }

    /// <summary>Registers all sections with their checks, to run before anything starts.</summary>
    public static void AddTo(IServiceCollection services)
    {
        Add<StorageSettings>(services, StorageSettings.Section);
        Add<DemoSettings>(services, DemoSettings.Section);
        Add<MqttSettings>(services, MqttSettings.Section);
        Add<WebSettings>(services, WebSettings.Section);
        Add<ResultsSettings>(services, ResultsSettings.Section);
        Add<InfluxSettings>(services, InfluxSettings.Section);
        Add<ClusterSettings>(services, ClusterSettings.Section);
        Add<NightSettings>(services, NightSettings.Section);
        services.AddSingleton<IValidateOptions<ResultsSettings>, SettingsCheck>();
    }

    private static void Add<T>(IServiceCollection services, string section)
        where T : class =>
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();

    private static T Value<T>(ServiceProvider provider)
        where T : class => provider.GetRequiredService<IOptions<T>>().Value;
}
