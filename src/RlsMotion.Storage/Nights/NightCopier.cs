using RlsMotion.Analysis.Nights;
using RlsMotion.Storage.Influx;

namespace RlsMotion.Storage.Nights;

/// <summary>Copies the nights of the outbox from the first store to the second, now and whenever one is saved; waits while the second is away.</summary>
public sealed class NightCopier
{
    /// <summary>First pause after a failure; it doubles with each further one.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause: how far behind the second store may be once it is back.</summary>
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(1);

    private readonly NightOutbox _outbox;
    private readonly INightStore _from;
    private readonly INightStore _to;
    private readonly TimeProvider _time;

    /// <summary>Builds a copier; <see cref="RunAsync"/> sets it to work.</summary>
    /// <param name="outbox">Which nights wait.</param>
    /// <param name="from">The store that queues them.</param>
    /// <param name="to">The store that gets a copy.</param>
    /// <param name="time">Measures pauses; null for the system's.</param>
    public NightCopier(NightOutbox outbox, INightStore from, INightStore to, TimeProvider? time = null) =>
        (_outbox, _from, _to, _time) = (outbox, from, to, time ?? TimeProvider.System);

    /// <summary>Copies until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        TimeSpan pause = FirstPause;
        while (true)
        {
            bool isReachable = await CopyWaitingAsync(cancellationToken);
            if (isReachable)
            {
                pause = FirstPause;
                await _outbox.WaitAsync(MaxPause, _time, cancellationToken);
            }
            else
            {
                await Task.Delay(pause, _time, cancellationToken);
                pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
            }
        }
    }

    /// <summary>Copies what waits now, longest waiting first. A night that the store refuses is set aside with the reason, and the others go on.</summary>
    /// <returns>False if the store could not be used: the rest still waits, and the outbox's status says why.</returns>
    public async Task<bool> CopyWaitingAsync(CancellationToken cancellationToken)
    {
        foreach (QueuedNight queued in _outbox.Waiting())
        {
            NightRecord? night;
            try
            {
                night = await _from.LoadAsync(queued.Subject, queued.Date, cancellationToken);
            }
            catch (StorageException damage)
            {
                await _outbox.FailedAsync(queued, damage.Message, refused: true, cancellationToken);
                continue;
            }
            try
            {
                await (night is null ? Task.CompletedTask : _to.SaveAsync(night, cancellationToken));
                await _outbox.DoneAsync(queued, cancellationToken);
            }
            catch (Exception refusal) when (refusal is ArgumentException or InfluxException { IsRefusal: true })
            {
                await _outbox.FailedAsync(queued, refusal.Message, refused: true, cancellationToken);
            }
            catch (StorageException failure)
            {
                await _outbox.FailedAsync(queued, failure.Message, refused: false, cancellationToken);
                return false;
            }
        }
        return true;
    }
}
