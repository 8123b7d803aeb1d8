using RlsMotion.Analysis.Movements;

namespace RlsMotion.Analysis.Nights;

/// <summary>A sensor's part in a night: which leg it was on and how its samples were read.</summary>
public sealed record SensorUse
{
    /// <summary>Device id, or the name of a file's device.</summary>
    public required string Sensor { get; init; }

    /// <summary>Left or right.</summary>
    public required Leg Leg { get; init; }

    /// <summary>Where on the leg: ankle, shin, foot, toe.</summary>
    public string Site { get; init; } = "ankle";

    /// <summary>Nominal samples per second.</summary>
    public required double NominalRateHz { get; init; }

    /// <summary>Samples per second by the sensor's own timestamps.</summary>
    public required double RateHz { get; init; }

    /// <summary>Samples received.</summary>
    public required long Samples { get; init; }

    /// <summary>Samples known to be missing between the first and the last.</summary>
    public required long MissingSamples { get; init; }

    /// <summary>False where the sender gave no counters: delivery was not guaranteed.</summary>
    public bool HasCounter { get; init; } = true;

    /// <summary>The clock maps of its boots, in order.</summary>
    public required IReadOnlyList<Samples.ClockMap> Clocks { get; init; }

    /// <summary>The calibration that detection ran with; null for factory values.</summary>
    public Samples.Calibration? Calibration { get; init; }
}
