using Microsoft.Extensions.Options;

namespace RlsMotion.Service.Settings;

/// <summary>Checks between settings of different sections; each message holds both values.</summary>
public sealed class SettingsCheck(IOptions<InfluxSettings> influx, IOptions<MqttSettings> mqtt, IOptions<DemoSettings> demo)
    : IValidateOptions<ResultsSettings>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ResultsSettings options)
    {
        List<string> failures = [];
        if (options.ReadFrom == ResultsStore.Influx && influx.Value.Url is null)
        {
            failures.Add("Results:ReadFrom (Influx) needs Influx:Url, which is not set: set it, or Results:ReadFrom to Sqlite.");
        }
        if (mqtt.Value is { ExternalHost: { } host, ExternalTls: false } && !Hosting.Loopback.IsName(host))
        {
            failures.Add($"Mqtt:ExternalHost ({host}) is another machine and Mqtt:ExternalTls is False: samples and passwords would cross the network in the clear; set Mqtt:ExternalTls to true.");
        }
        if (NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(demo.Value.Zone) is null)
        {
            failures.Add($"Demo:Zone ({demo.Value.Zone}) is no IANA time zone; an example is Europe/Berlin.");
        }
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
