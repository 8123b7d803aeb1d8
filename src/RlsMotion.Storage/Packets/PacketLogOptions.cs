namespace RlsMotion.Storage.Packets;

/// <summary>Bounds of a packet log.</summary>
public sealed class PacketLogOptions
{
    /// <summary>Entries that may wait for their commit, 1 or more; an append beyond them waits. The default, 1024 entries of at most 64 KiB, bounds memory to 64 MiB.</summary>
    public int MaxWaiting { get; init; } = 1024;

    /// <summary>Entries in one commit, 1 or more. The default, 512, keeps a commit at a few milliseconds, so that nobody waits long behind others.</summary>
    public int MaxBatch { get; init; } = 512;

    /// <summary>Size in bytes that the log's file may reach; null, the default, for what the disk holds. An append that would pass it fails until the log is trimmed.</summary>
    public long? MaxFileBytes { get; init; }
}
