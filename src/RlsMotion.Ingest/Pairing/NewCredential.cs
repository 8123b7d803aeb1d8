using NodaTime;

namespace RlsMotion.Ingest.Pairing;

/// <summary>A credential to be kept. The store keeps a hash of the password, never the password.</summary>
public sealed record NewCredential
{
    /// <summary>Device id, new.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Password, 32 random bytes as base64url.</summary>
    public required string Password { get; init; }

    /// <summary>What was asked for.</summary>
    public required PairingOrder Order { get; init; }

    /// <summary>What the sensor says of itself; null for a credential by hand.</summary>
    public DeviceClaims? Claims { get; init; }

    /// <summary>Made by hand: any client id that is not another device's may use it.</summary>
    public bool ByHand { get; init; }

    /// <summary>When it was made.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>The store revokes it if it has not been activated (sealed pairing) or used (by hand) by then, also across a restart.</summary>
    public required Instant RevokeUnlessUsedBy { get; init; }
}
