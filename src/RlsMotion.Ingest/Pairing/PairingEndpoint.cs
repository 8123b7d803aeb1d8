namespace RlsMotion.Ingest.Pairing;

/// <summary>Where and how sensors reach the broker.</summary>
public sealed record PairingEndpoint
{
    /// <summary>Names and addresses, the one for the QR first; at least one.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>TCP port.</summary>
    public required int Port { get; init; }

    /// <summary>TLS; false only on loopback.</summary>
    public bool Tls { get; init; }

    /// <summary>Pins of the current and the next key (<see cref="PairingCrypto.Pin"/>); the current one first; empty without TLS.</summary>
    public IReadOnlyList<string> Pins { get; init; } = [];

    /// <summary>Whether clients trust the broker without a pin (loopback, or a certificate whose CA they know), so that a typed code may be offered.</summary>
    public bool IsTrustedWithoutPin { get; init; }
}
