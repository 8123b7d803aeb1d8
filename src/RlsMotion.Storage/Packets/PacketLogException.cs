namespace RlsMotion.Storage.Packets;

/// <summary>The log could not commit: none of the entries that waited for that commit may be acknowledged.</summary>
public sealed class PacketLogException(string message, Exception cause) : StorageException(message, cause);
