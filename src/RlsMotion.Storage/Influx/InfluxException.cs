namespace RlsMotion.Storage.Influx;

/// <summary>InfluxDB could not do what it was asked. The message says what to do about it.</summary>
public sealed class InfluxException(string message, Exception? cause = null) : StorageException(message, cause)
{
    /// <summary>Whether the server will answer the same again to the same data: there is no use in trying it again.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>The lines that were refused, if any; all others of the write were kept.</summary>
    public IReadOnlyList<RejectedLine> Rejected { get; init; } = [];
}
