using NodaTime;

namespace RlsMotion.Storage.Packets;

/// <summary>Something the writer is asked to do, and who waits for it. Exactly one of entry, loss and trim is set.</summary>
internal sealed class PacketLogRequest
{
    private readonly TaskCompletionSource<AppendResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PacketLogRequest()
    {
    }

    /// <summary>To append.</summary>
    public PacketEntry? Entry { get; private init; }

    /// <summary>To note as lost.</summary>
    public (string Sensor, uint Boot, IndexRange Range)? Lost { get; private init; }

    /// <summary>To remove some entries of a sensor that are before an instant.</summary>
    public (string Sensor, Instant Before)? Trim { get; private init; }

    /// <summary>What came of it, known before the commit and told after it. A trim says how many entries it removed as a position.</summary>
    public AppendResult Result { get; set; }

    /// <summary>Completes after the commit.</summary>
    public Task<AppendResult> Done => _done.Task;

    public static PacketLogRequest Append(PacketEntry entry) => new() { Entry = entry };

    public static PacketLogRequest Lose(string sensor, uint boot, IndexRange range) => new() { Lost = (sensor, boot, range) };

    public static PacketLogRequest Remove(string sensor, Instant before) => new() { Trim = (sensor, before) };

    public void Succeed() => _done.SetResult(Result);

    public void Fail(PacketLogException failure) => _done.SetException(failure);
}
