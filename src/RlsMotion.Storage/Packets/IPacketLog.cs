using NodaTime;

namespace RlsMotion.Storage.Packets;

/// <summary>The truth: every accepted packet, durably, in the order of its commit. Everything else is derived from it by replay.</summary>
public interface IPacketLog
{
    /// <summary>Keeps an entry; completes after the commit that holds it. An entry that is there already completes likewise and changes nothing.</summary>
    /// <returns>The entry's position (of the first copy), whether it was new, and whether it contradicts what is there.</returns>
    /// <exception cref="PacketLogException">It could not be stored; nothing may be acknowledged. A later append may succeed.</exception>
    ValueTask<AppendResult> AppendAsync(PacketEntry entry, CancellationToken cancellationToken);

    /// <summary>Entries of some sensors whose <see cref="PacketEntry.Time"/> lies in [<paramref name="from"/>, <paramref name="to"/>), after a position, in order of position.</summary>
    /// <param name="sensors">Device ids.</param>
    /// <param name="from">Start of the time.</param>
    /// <param name="to">End of the time.</param>
    /// <param name="afterPosition">Entries at or before it are left out; 0 gives all.</param>
    /// <param name="limit">The most entries to give, 1 or more.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    ValueTask<IReadOnlyList<PacketEntry>> ReadAsync(
        IReadOnlyCollection<string> sensors, Instant from, Instant to, long afterPosition, int limit, CancellationToken cancellationToken);

    /// <summary>The same entries in order of sensor, boot and first index: the order in which a night is replayed.</summary>
    IAsyncEnumerable<PacketEntry> ReplayAsync(IReadOnlyCollection<string> sensors, Instant from, Instant to, CancellationToken cancellationToken);

    /// <summary>The first index of a boot, counted from 0, that is neither stored nor declared lost: every sample before it is safe, and <c>down/ack</c> may say so.</summary>
    /// <returns>Null while sample 0 is neither stored nor declared lost: after a reconnect the newest frame comes first, and a sensor told
    /// that this one is safe would free the history before it.</returns>
    ValueTask<long?> DurableThroughAsync(string sensor, uint boot, CancellationToken cancellationToken);

    /// <summary>Notes that the sensor itself gave up samples [<paramref name="fromIndex"/>, <paramref name="toIndex"/>) of a boot.</summary>
    ValueTask DeclareLostAsync(string sensor, uint boot, long fromIndex, long toIndex, CancellationToken cancellationToken);
}

/// <summary>What became of an append.</summary>
/// <param name="Position">Place in the log.</param>
/// <param name="IsNew">False for a duplicate.</param>
/// <param name="IsConflict">True where other samples (by their indices) are already kept under the same (sensor, boot, sequence): the first packet stays, this one is not stored. The same samples again, perhaps marked as history by now, are a duplicate.</param>
public readonly record struct AppendResult(long Position, bool IsNew, bool IsConflict = false);
