using System.Collections.Concurrent;
using System.Threading.Channels;

namespace RlsMotion.Service.Nights;

/// <summary>Tells nights that the log holds more of them. Hints for one night are merged: it is called again only after it has begun to read.</summary>
/// <remarks>A hint that is lost costs nothing but time: the log holds the packets, and the next hint or start finds them.</remarks>
public sealed partial class NightHints(IGrainFactory grains, ILogger<NightHints> logger) : BackgroundService
{
    /// <summary>Nights that are advanced at the same time; more would only queue for the processor.</summary>
    private const int Parallel = 16;

    /// <summary>Wait before a night that failed is tried again.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<NightAddress, byte> _waiting = new();

    // Unbounded by type, bounded by content: a night is in it at most once.
    private readonly Channel<NightAddress> _queue = Channel.CreateUnbounded<NightAddress>();

    /// <summary>Says that the log holds more of a night.</summary>
    public void More(NightAddress night)
    {
        if (_waiting.TryAdd(night, 0))
        {
            _queue.Writer.TryWrite(night);
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = stoppingToken };
        return System.Threading.Tasks.Parallel.ForEachAsync(_queue.Reader.ReadAllAsync(stoppingToken), options, AdvanceAsync);
    }

    private async ValueTask AdvanceAsync(NightAddress night, CancellationToken stopping)
    {
        _waiting.TryRemove(night, out _);
        try
        {
            await grains.GetGrain<INightGrain>(night.ToString()).AdvanceAsync();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailed(error, night);
            await Task.Delay(RetryAfter, stopping);
            More(night);
        }
    }

    [LoggerMessage(4010, LogLevel.Error, "Night {Night} could not be advanced; it is tried again.")]
    private partial void LogFailed(Exception error, NightAddress night);
}
