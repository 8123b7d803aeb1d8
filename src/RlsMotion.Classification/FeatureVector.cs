using RlsMotion.Analysis.Movements;

namespace RlsMotion.Classification;

/// <summary>The numbers that a model sees, in a fixed order: written once, for training and serving alike.</summary>
internal static class FeatureVector
{
    /// <summary>Name of each number, in order; part of a model's identity.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        nameof(MovementFeatures.DurationSeconds), nameof(MovementFeatures.PeakG), nameof(MovementFeatures.PeakOverFloor),
        nameof(MovementFeatures.NetTurnDegrees), nameof(MovementFeatures.LargestTurnDegrees), nameof(MovementFeatures.RmsG),
        nameof(MovementFeatures.FloorG), nameof(MovementFeatures.ActiveShare), nameof(MovementFeatures.Bursts),
        nameof(MovementFeatures.ShakingShare), nameof(MovementFeatures.PeaksPerSecond), nameof(MovementFeatures.TrainLength),
        nameof(MovementFeatures.TrainSpacingSeconds), nameof(MovementFeatures.SecondsSinceLast), nameof(MovementFeatures.SecondsToNext),
    ];

    /// <summary>How many numbers there are; the annotation of <see cref="MovementRow.Features"/> needs a constant, a test compares it.</summary>
    public const int Length = 15;

    /// <summary>Writes a movement's numbers.</summary>
    /// <param name="f">The movement.</param>
    /// <param name="vector">Receives <see cref="Length"/> numbers.</param>
    public static void Fill(in MovementFeatures f, Span<float> vector)
    {
        vector[0] = (float)f.DurationSeconds;
        vector[1] = (float)f.PeakG;
        vector[2] = (float)f.PeakOverFloor;
        vector[3] = (float)f.NetTurnDegrees;
        vector[4] = (float)f.LargestTurnDegrees;
        vector[5] = (float)f.RmsG;
        vector[6] = (float)f.FloorG;
        vector[7] = (float)f.ActiveShare;
        vector[8] = f.Bursts;
        vector[9] = (float)f.ShakingShare;
        vector[10] = (float)f.PeaksPerSecond;
        vector[11] = f.TrainLength;
        vector[12] = (float)f.TrainSpacingSeconds;
        vector[13] = (float)f.SecondsSinceLast;
        vector[14] = (float)f.SecondsToNext;
    }
}
