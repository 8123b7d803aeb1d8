using NodaTime;
using RlsMotion.Analysis.Movements;

namespace RlsMotion.Analysis.Nights;

/// <summary>Thirty seconds of one leg: how much it moved, how it lay, whether the sensor was worn.</summary>
/// <remarks>Immutable; equality by value. Starts lie on whole half minutes of UTC.</remarks>
public sealed record Epoch
{
    /// <summary>Length of an epoch: the half minute in which sleep is scored everywhere.</summary>
    public static readonly Duration Length = Duration.FromSeconds(30);

    /// <summary>Left or right.</summary>
    public required Leg Leg { get; init; }

    /// <summary>Start, on a whole half minute of UTC.</summary>
    public required Instant Start { get; init; }

    /// <summary>Mean acceleration change in thousandths of g, without gravity; null where nothing was recorded.</summary>
    public required double? ActivityMg { get; init; }

    /// <summary>Share of the epoch that was recorded, 0 to 1.</summary>
    public required double Coverage { get; init; }

    /// <summary>Angle of the lower leg's long (x) axis against the horizontal, -90 to 90 degrees; null where nothing was recorded.</summary>
    public double? AngleDegrees { get; init; }

    /// <summary>Whether the sensor was on a leg; null where it cannot be told.</summary>
    public bool? Worn { get; init; }

    /// <summary>Whether the sleeper was at rest; null where it cannot be told.</summary>
    public bool? Rest { get; init; }

    /// <summary>Mean temperature at the sensor in degrees Celsius; null if unknown.</summary>
    public double? TemperatureC { get; init; }
}
