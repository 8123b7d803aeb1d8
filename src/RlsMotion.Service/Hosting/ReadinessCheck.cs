using Microsoft.Extensions.Diagnostics.HealthChecks;
using RlsMotion.Ingest.Broker;
using RlsMotion.Storage.People;

namespace RlsMotion.Service.Hosting;

/// <summary>Ready when the registry answers and the broker takes sensors.</summary>
public sealed class ReadinessCheck(Registry registry, EmbeddedBroker broker) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await registry.SubjectsAsync(cancellationToken);
        using var probe = new System.Net.Sockets.TcpClient();
        try
        {
            await probe.ConnectAsync(System.Net.IPAddress.Loopback, broker.Port, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (System.Net.Sockets.SocketException error)
        {
            return HealthCheckResult.Unhealthy("The broker takes no connections.", error);
        }
    }
}
