using RlsMotion.Analysis.Movements;

namespace RlsMotion.Classification;

/// <summary>The numbers that a model sees, in a fixed order: written once, for training and serving alike.</summary>
internal static class FeatureVector
{
    /// <summary>Name of each number, in order; part of a model's identity.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        nameof(MovementFeatures.DurationSeconds), nameof(MovementFeatures.PeakG), nameof(MovementFeatures.PeakOverFloor),
        nameof(MovementFeatures.NetTurnDegrees), nameof(MovementFeatures.LargestTurnDegrees), nameof(MovementFeatures.DeviationG),
        nameof(MovementFeatures.TiltG), nameof(MovementFeatures.TiltSways), nameof(MovementFeatures.RmsG),
        nameof(MovementFeatures.FloorG), nameof(MovementFeatures.ActiveShare), nameof(MovementFeatures.Bursts),
        nameof(MovementFeatures.ShakingShare), nameof(MovementFeatures.PeaksPerSecond), nameof(MovementFeatures.TrainLength),
        nameof(MovementFeatures.TrainSpacingSeconds), nameof(MovementFeatures.SecondsSinceLast), nameof(MovementFeatures.SecondsToNext),
    ];

    /// <summary>How many numbers there are; the annotation of <see cref="MovementRow.Features"/> needs a constant, a test compares it.</summary>
    public const int Length = 18;

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
        vector[5] = (float)f.DeviationG;
        vector[6] = (float)f.TiltG;
        vector[7] = (float)f.TiltSways;
        vector[8] = (float)f.RmsG;
        vector[9] = (float)f.FloorG;
        vector[10] = (float)f.ActiveShare;
        vector[11] = f.Bursts;
        vector[12] = (float)f.ShakingShare;
        vector[13] = (float)f.PeaksPerSecond;
        vector[14] = f.TrainLength;
        vector[15] = (float)f.TrainSpacingSeconds;
        vector[16] = (float)f.SecondsSinceLast;
        vector[17] = (float)f.SecondsToNext;
    }
}
