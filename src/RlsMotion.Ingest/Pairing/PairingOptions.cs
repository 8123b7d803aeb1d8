using NodaTime;

namespace RlsMotion.Ingest.Pairing;

/// <summary>Bounds of pairing (docs/pairing.md).</summary>
public sealed class PairingOptions
{
    /// <summary>How long a pairing stays open. The default is ten minutes.</summary>
    public Duration Lifetime { get; init; } = Duration.FromMinutes(10);

    /// <summary>How long a delivered credential waits for its sensor before it is revoked. The default is 120 seconds.</summary>
    public Duration ActivationTime { get; init; } = Duration.FromSeconds(120);

    /// <summary>How long a credential made by hand waits for its first use. The default is 24 hours.</summary>
    public Duration UnusedByHand { get; init; } = Duration.FromHours(24);

    /// <summary>Failed logins that close an account of a pairing. The default is five.</summary>
    public int FailedLogins { get; init; } = 5;

    /// <summary>Pairings that one user may have open. The default is three.</summary>
    public int OpenPerUser { get; init; } = 3;

    /// <summary>Different requests that a pairing takes; the next one fails it. The default is three.</summary>
    public int DistinctRequests { get; init; } = 3;

    /// <summary>Confirms the first request without a person. Only for the demo, whose sensors are the program's own.</summary>
    public bool ConfirmsByItself { get; init; }
}
