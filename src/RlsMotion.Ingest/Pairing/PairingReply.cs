namespace RlsMotion.Ingest.Pairing;

/// <summary>What the server says to a pairing sensor; exactly one of the three is set.</summary>
public sealed record PairingReply
{
    /// <summary>The server's nonce: show the number, wait for the person.</summary>
    public byte[]? ServerNonce { get; init; }

    /// <summary>The sealed credential.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>expired, refused, used or busy.</summary>
    public string? Error { get; init; }
}
