namespace RlsMotion.Analysis.Movements;

/// <summary>What counts as movement just now; squares, in g².</summary>
internal readonly record struct Thresholds(double FloorSquared, double ShakingFloorSquared, double OnSquared, double OffSquared)
{
    /// <summary>A floor above this is not a leg at rest but an hour on one's feet, in g: thresholds rise no further.</summary>
    private const double HighestFloorG = 0.025;

    public static Thresholds Above(double floorSquared, double shakingFloorSquared, DetectorOptions options)
    {
        double floor = Math.Min(Math.Sqrt(floorSquared), HighestFloorG);
        double on = Math.Max(options.OnFloors * floor, options.LeastOnG);
        double off = Math.Max(options.OffFloors * floor, options.LeastOffG);
        return new(floorSquared, shakingFloorSquared, on * on, off * off);
    }
}
