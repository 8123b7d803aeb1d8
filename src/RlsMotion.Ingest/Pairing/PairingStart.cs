namespace RlsMotion.Ingest.Pairing;

/// <summary>What became of the wish to start a pairing.</summary>
/// <param name="Pairing">The pairing; null if the user has too many open.</param>
public readonly record struct PairingStart(PairingSnapshot? Pairing)
{
    /// <summary>Whether the user has as many open as they may.</summary>
    public bool TooMany => Pairing is null;
}
