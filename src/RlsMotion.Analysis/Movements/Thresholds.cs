namespace RlsMotion.Analysis.Movements;

/// <summary>What counts as movement just now.</summary>
/// <param name="FloorSquared">Mean square of the change at rest, g².</param>
/// <param name="ShakingFloorSquared">Mean square of the shaking at rest, g².</param>
/// <param name="OnSquared">Mean square of the change that begins a burst, g².</param>
/// <param name="OffSquared">Mean square of the change that ends one, g².</param>
/// <param name="LeastTiltG">The least tilt that may be one, g.</param>
internal readonly record struct Thresholds(double FloorSquared, double ShakingFloorSquared, double OnSquared, double OffSquared, double LeastTiltG)
{
    /// <summary>A floor above this is not a leg at rest but an hour on one's feet, in g: thresholds rise no further.</summary>
    public const double HighestFloorG = 0.025;

    /// <summary>A single axis that hops to the next count gives a root mean square of 0.45 counts over half a second, two hops 0.6: less begins no movement.</summary>
    private const double OnGrains = 0.6;

    /// <summary>One hop by itself does not keep a movement going.</summary>
    private const double OffGrains = 0.45;

    /// <summary>The least tilt that is told from noise, in g: an eighth of a degree.</summary>
    private const double LeastTiltOfAnyG = 0.0022;

    /// <summary>Less than this many counts may be one axis that hops to and fro.</summary>
    private const double LeastTiltGrains = 0.4;

    public static Thresholds Above(double floorSquared, double shakingFloorSquared, double grainG, DetectorOptions options)
    {
        double floor = Math.Min(Math.Sqrt(floorSquared), HighestFloorG);
        double on = Math.Max(options.OnFloors * floor, Math.Max(options.LeastOnG, OnGrains * grainG));
        double off = Math.Max(options.OffFloors * floor, Math.Max(options.LeastOffG, OffGrains * grainG));
        return new(floorSquared, shakingFloorSquared, on * on, off * off, Math.Max(LeastTiltOfAnyG, LeastTiltGrains * grainG));
    }
}
