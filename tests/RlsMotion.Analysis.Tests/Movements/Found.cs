using RlsMotion.Analysis.Movements;

namespace RlsMotion.Analysis.Tests.Movements;

/// <summary>Runs a detector over samples.</summary>
internal static class Found
{
    public static List<DetectedMovement> In(QuietLeg leg, long firstIndex = 0) => In(leg.Samples, leg.RateHz, firstIndex);

    public static List<DetectedMovement> In(double[] samples, double rateHz, long firstIndex = 0)
    {
        var found = new List<DetectedMovement>();
        var detector = new MovementDetector(rateHz, new DetectorOptions());
        detector.Push(firstIndex, samples, found);
        detector.Flush(found);
        return found;
    }

    public static MovementClass Class(DetectedMovement movement) => new RuleClassifier().Classify(movement.Features).Class;

    public static List<DetectedMovement> LegMovements(QuietLeg leg) => [.. In(leg).Where(m => Class(m) == MovementClass.LegMovement)];
}
