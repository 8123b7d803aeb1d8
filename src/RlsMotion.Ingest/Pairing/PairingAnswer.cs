namespace RlsMotion.Ingest.Pairing;

/// <summary>What the broker publishes to a pairing's <c>res</c> topic (QoS 1, not retained, expires after 60 seconds).</summary>
/// <param name="Account">Pairing id of the account: that of the QR or that of the typed code.</param>
/// <param name="Payload">JSON.</param>
public readonly record struct PairingAnswer(string Account, ReadOnlyMemory<byte> Payload);
