using NodaTime;

namespace RlsMotion.Ingest.Pairing;

/// <summary>A pairing as a page shows it; a new one is made at every change.</summary>
public sealed record PairingSnapshot
{
    /// <summary>Id of the pairing, 26 of a-z and 2-7.</summary>
    public required string PairId { get; init; }

    /// <summary>What was asked for.</summary>
    public required PairingOrder Order { get; init; }

    /// <summary>How far it is.</summary>
    public required PairingState State { get; init; }

    /// <summary>Text of the QR; secret, for the person's eyes.</summary>
    public required string Qr { get; init; }

    /// <summary>Code to type, XXXX-XXXX-XXXX; null where only the QR is offered.</summary>
    public required string? Code { get; init; }

    /// <summary>When it ends by itself.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>Number that the sensor shows too, 0 to 99, written with two digits; null before a sensor asked.</summary>
    public int? Number { get; init; }

    /// <summary>SHA-256 of the sensor's request, base64url: what a confirmation names; null before a sensor asked.</summary>
    public string? RequestHash { get; init; }

    /// <summary>What the sensor says of itself; null before it asked.</summary>
    public DeviceClaims? Claims { get; init; }

    /// <summary>The new device; null before the confirmation, and after its credential was voided.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Why it ended, in a sentence for people; null while it goes on and when it is active.</summary>
    public string? Ending { get; init; }

    /// <summary>Whether it is over.</summary>
    public bool IsFinal => State is PairingState.Active or PairingState.Expired or PairingState.Refused or PairingState.Failed;
}
