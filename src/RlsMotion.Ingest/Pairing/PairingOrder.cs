using RlsMotion.Analysis.Movements;

namespace RlsMotion.Ingest.Pairing;

/// <summary>What a person asks for when they start a pairing.</summary>
public sealed record PairingOrder
{
    /// <summary>Who asks; three pairings a user may be open.</summary>
    public required string User { get; init; }

    /// <summary>Pseudonym of the person who will wear the sensor.</summary>
    public required string Subject { get; init; }

    /// <summary>Left or right.</summary>
    public required Leg Leg { get; init; }

    /// <summary>What the person calls the sensor; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>Device id that the new sensor replaces: its credential lives until the new one is active. Null for none.</summary>
    public string? Replaces { get; init; }

    /// <summary>Where sensors reach the broker.</summary>
    public required PairingEndpoint Endpoint { get; init; }

    /// <summary>Samples per second that the sensor is told to use. The default is 50.</summary>
    public int RateHz { get; init; } = 50;

    /// <summary>Range in g that the sensor is told to use. The default is 8.</summary>
    public int RangeG { get; init; } = 8;
}
