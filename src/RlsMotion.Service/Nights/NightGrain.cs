using NodaTime;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Service.Settings;
using RlsMotion.Storage;
using RlsMotion.Storage.Packets;

namespace RlsMotion.Service.Nights;

/// <summary>Holds the <see cref="NightSession"/> of one night and feeds it from the packet log.</summary>
/// <remarks>
/// The log is pulled by position, so a packet is taken once however often a hint comes, and nothing is lost between two activations. What is
/// stored as finished is always built anew by replay in the log's own order: a stored night depends on the log alone.
/// </remarks>
public sealed partial class NightGrain(
    IPacketLog log, NightArchive archive, NightCast people, PacketReader reader, ServiceSettings settings, IClock clock, ILogger<NightGrain> logger)
    : Grain, INightGrain
{
    /// <summary>Entries taken from the log at a time: about 20 minutes of one sensor at one packet a 5 s, a few hundred kilobytes.</summary>
    private const int BatchSize = 256;

    private NightAddress _address;
    private NightLineup? _lineup;
    private NightSession? _session;
    private IGrainTimer? _timer;
    private long _position;
    private long _storedPosition;
    private long _positionBefore;
    private Instant _lastReceived;
    private bool _isLive;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _address = NightAddress.Parse(this.GetPrimaryKeyString());
        _timer = this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(settings.Nights.SnapshotEvery, settings.Nights.SnapshotEvery));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task AdvanceAsync() => await PullAsync(CancellationToken.None);

    /// <inheritdoc/>
    public async Task FinishAsync()
    {
        await PullAsync(CancellationToken.None);
        await FinishAsync(CancellationToken.None);
    }

    /// <summary>Takes what the log holds beyond what was taken. False where there is no such person.</summary>
    private async Task<bool> PullAsync(CancellationToken cancellationToken)
    {
        NightLineup? lineup = await people.FindAsync(_address, cancellationToken);
        if (lineup is null)
        {
            return false;
        }
        if (_lineup is null || !_lineup.IsSameAs(lineup))
        {
            // A sensor was added or changed legs: what it sent before counts for the new place, so the night is read from its beginning.
            (_lineup, _session, _position) = (lineup, NewSession(lineup), 0);
        }
        IReadOnlyList<PacketEntry> entries;
        do
        {
            entries = await log.ReadAsync(lineup.Sensors, lineup.Key.Start, lineup.Key.End, _position, BatchSize, cancellationToken);
            foreach (PacketEntry entry in entries)
            {
                Feed(lineup, _session!, entry);
                _position = entry.Position;
            }
            await Task.Yield(); // others on this thread have their turn between two batches
        }
        while (entries.Count == BatchSize);
        return true;
    }

    private async Task<NightSession> ReplayAsync(NightLineup lineup, CancellationToken cancellationToken)
    {
        NightSession session = NewSession(lineup);
        await foreach (PacketEntry entry in log.ReplayAsync(lineup.Sensors, lineup.Key.Start, lineup.Key.End, cancellationToken))
        {
            Feed(lineup, session, entry);
        }
        return session;
    }

    private NightSession NewSession(NightLineup lineup) => new(lineup.Key, lineup.Options(settings.Nights.Rules));

    private void Feed(NightLineup lineup, NightSession session, PacketEntry entry)
    {
        if (reader.Read(entry) is not { } packet || lineup.LegOf(entry) is not { } leg)
        {
            LogUnreadable(entry.Sensor, entry.Position);
            return;
        }
        session.Push(leg, entry.Sensor, packet, entry.Received);
        _lastReceived = Instant.Max(_lastReceived, entry.Received);
        _isLive |= (packet.Flags & PacketFlags.Historical) == 0;
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        try
        {
            await KeepUpAsync(cancellationToken);
        }
        catch (StorageException error)
        {
            LogNotStored(_address, error.Message); // the next tick tries again; the packets are in the log
        }
    }

    private async Task KeepUpAsync(CancellationToken cancellationToken)
    {
        if (_session is null || _position == 0)
        {
            return;
        }
        Duration silence = clock.GetCurrentInstant() - _lastReceived;
        TimeSpan quiet = _isLive ? settings.Nights.QuietAfter : settings.Nights.QuietAfterHistory;
        if (silence >= Duration.FromTimeSpan(quiet))
        {
            await PullAsync(cancellationToken);
            await FinishAsync(cancellationToken);
        }
        else if (_session.NeedsReplay && _position == _positionBefore)
        {
            _session = await ReplayAsync(_lineup!, cancellationToken); // late history is read again once, when the backlog has drained
            _storedPosition = 0;
        }
        else if (_storedPosition < _position)
        {
            long position = _position;
            await archive.SaveAsync(_session.Snapshot(), position, cancellationToken);
            _storedPosition = position;
        }
        _positionBefore = _position;
    }

    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_lineup is null || _position == 0)
        {
            return;
        }
        NightRecord night = (await ReplayAsync(_lineup, cancellationToken)).Close();
        await archive.SaveAsync(night, _position, cancellationToken);
        LogFinished(_address, night.Summary.Periodic, _position);
        DeactivateOnIdle(); // more may come: the next activation reads the night from its beginning
    }

    [LoggerMessage(4020, LogLevel.Information, "Night {Night} is finished: {Periodic} periodic movements, log read up to position {Position}.")]
    private partial void LogFinished(NightAddress night, int periodic, long position);

    [LoggerMessage(4022, LogLevel.Error, "Night {Night} could not be stored and is tried again: {Reason}")]
    private partial void LogNotStored(NightAddress night, string reason);

    [LoggerMessage(4021, LogLevel.Warning, "The packet of sensor {Sensor} at position {Position} cannot be read; the night goes on without it.")]
    private partial void LogUnreadable(string sensor, long position);
}
