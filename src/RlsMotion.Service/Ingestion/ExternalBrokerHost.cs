using NodaTime;
using RlsMotion.Ingest.Broker;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Subscription;
using RlsMotion.Service.Settings;

namespace RlsMotion.Service.Ingestion;

/// <summary>Hears sensors on a broker elsewhere, besides the embedded one; both end in the same inbox.</summary>
public sealed class ExternalBrokerHost(ServiceSettings settings, IInbox inbox, IClock clock, BrokerMetrics metrics, ILogger<BrokerSubscriber> logger) : IHostedService, IAsyncDisposable
{
    private readonly BrokerSubscriber _subscriber = new(Options(settings.Mqtt), inbox, clock, logger, metrics);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscriber.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _subscriber.StopAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _subscriber.DisposeAsync();

    private static SubscriberOptions Options(MqttSettings mqtt) => new()
    {
        Host = mqtt.ExternalHost!,
        Port = mqtt.ExternalPort,
        Tls = mqtt.ExternalTls,
        User = mqtt.ExternalUser ?? "",
        Password = mqtt.ExternalPasswordFile is { } file ? File.ReadAllText(file).Trim() : "",
    };
}
