using RlsMotion.Storage.Influx;
using RlsMotion.Storage.Nights;

namespace RlsMotion.Service.Nights;

/// <summary>Copies stored nights to InfluxDB as long as the service runs. The outbox keeps what could not be copied yet.</summary>
public sealed partial class NightCopyHost(NightCopier copier, InfluxClient influx, ILogger<NightCopyHost> logger) : BackgroundService
{
    /// <summary>Pause before a server that does not answer is asked again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool said = false;
        while (!await IsThereAsync(said, stoppingToken))
        {
            said = true;
            await Task.Delay(Pause, stoppingToken);
        }
        await copier.RunAsync(stoppingToken);
    }

    private async Task<bool> IsThereAsync(bool said, CancellationToken cancellationToken)
    {
        try
        {
            await influx.EnsureDatabaseAsync(cancellationToken);
            return true;
        }
        catch (Exception error) when (error is InfluxException or HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            if (!said)
            {
                LogAway(error);
            }
            return false;
        }
    }

    [LoggerMessage(3010, LogLevel.Warning, "InfluxDB does not answer; nights wait in the outbox until it does.")]
    private partial void LogAway(Exception error);
}
