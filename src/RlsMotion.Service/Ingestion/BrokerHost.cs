using System.Net.Sockets;
using RlsMotion.Ingest.Broker;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Service.Hosting;

namespace RlsMotion.Service.Ingestion;

/// <summary>Opens the embedded broker when everything behind it stands, and closes it first.</summary>
public sealed partial class BrokerHost(EmbeddedBroker broker, People people, PairingOptions options, ILogger<BrokerHost> logger) : BackgroundService
{
    /// <summary>How often credentials are looked for that nobody ever used.</summary>
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await people.RevokeUnusedAsync(options, cancellationToken);
        broker.Audited += entry => LogAudit(entry.Kind, entry.User, entry.Detail);
        try
        {
            await broker.StartAsync(cancellationToken);
        }
        catch (SocketException error)
        {
            throw new RefusedException($"Port {broker.Port} on 127.0.0.1 (MQTT) cannot be opened ({error.SocketErrorCode}). Choose another: --mqtt-port {broker.Port + 1}", error);
        }
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await broker.StopAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await people.RevokeUnusedAsync(options, stoppingToken);
        }
    }

    [LoggerMessage(2020, LogLevel.Information, "Broker: {Kind} {User} {Detail}")]
    private partial void LogAudit(BrokerAuditKind kind, string user, string detail);
}
