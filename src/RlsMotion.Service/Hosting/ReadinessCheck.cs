using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RlsMotion.Ingest.Broker;
using RlsMotion.Storage;
using RlsMotion.Storage.Packets;
using RlsMotion.Storage.People;

namespace RlsMotion.Service.Hosting;

/// <summary>Ready when the registry answers, the packet log could keep what came last, and the broker takes sensors.</summary>
public sealed class ReadinessCheck(Registry registry, SqlitePacketLog log, EmbeddedBroker broker) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (log.Failure is { } failure)
        {
            return HealthCheckResult.Unhealthy("Samples cannot be stored (is the disk full?); sensors keep them and send them again.", failure);
        }
        try
        {
            await registry.SubjectsAsync(cancellationToken);
            using var probe = new TcpClient();
            await probe.ConnectAsync(IPAddress.Loopback, broker.Port, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (StorageException error)
        {
            return HealthCheckResult.Unhealthy(error.Message, error);
        }
        catch (SocketException error)
        {
            return HealthCheckResult.Unhealthy("The broker takes no connections.", error);
        }
    }

    /// <summary>Writes the state, and below it what is wrong.</summary>
    internal static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(
            string.Join('\n', [report.Status.ToString(), .. report.Entries.Values.Select(entry => entry.Description).OfType<string>()]), context.RequestAborted);
    }
}
