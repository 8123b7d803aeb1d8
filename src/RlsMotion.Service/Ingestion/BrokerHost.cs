using System.Net.Sockets;
using RlsMotion.Ingest.Broker;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Service.Hosting;
using RlsMotion.Storage;

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
        broker.Audited += entry => LogAudit(LevelOf(entry.Kind), entry.Kind, entry.User, entry.Detail);
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
            try
            {
                await people.RevokeUnusedAsync(options, stoppingToken);
            }
            catch (StorageException error)
            {
                LogSweepFailed(error); // a full disk ends no service: sensors and pages go on, and it may have room again
            }
        }
    }

    // A sensor on a weak link comes and goes all night: that is no news. What was refused is.
    private static LogLevel LevelOf(BrokerAuditKind kind) =>
        kind is BrokerAuditKind.LoggedIn or BrokerAuditKind.Disconnected ? LogLevel.Debug : LogLevel.Information;

    [LoggerMessage(EventId = 2020, Message = "MQTT client '{User}': {Kind} {Detail}")]
    private partial void LogAudit(LogLevel level, BrokerAuditKind kind, string user, string detail);

    [LoggerMessage(2021, LogLevel.Error, "Unused credentials could not be looked through; it is tried again in ten minutes.")]
    private partial void LogSweepFailed(Exception error);
}
