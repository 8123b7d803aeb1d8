using NodaTime;
using RlsMotion.Analysis.Movements;

namespace RlsMotion.Analysis.People;

/// <summary>A paired sensor: which person's which leg it is on, and what it last said of itself.</summary>
public sealed record Sensor
{
    /// <summary>Device id, sixteen of a-z and 2-7.</summary>
    public required string Id { get; init; }

    /// <summary>Pseudonym of the person.</summary>
    public required string Subject { get; init; }

    /// <summary>Left or right.</summary>
    public required Leg Leg { get; init; }

    /// <summary>Where on the leg: ankle, shin, foot, toe.</summary>
    public string Site { get; init; } = "ankle";

    /// <summary>What the person calls it; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>Hardware as the sensor names itself; empty until it has.</summary>
    public string Hardware { get; init; } = "";

    /// <summary>Serial number as the sensor claims it; empty until it has.</summary>
    public string Serial { get; init; } = "";

    /// <summary>When it was paired.</summary>
    public required Instant PairedAt { get; init; }

    /// <summary>When it was revoked; null while it may connect.</summary>
    public Instant? RevokedAt { get; init; }
}
