using RlsMotion.Analysis.Movements;

namespace RlsMotion.Classification;

/// <summary>How a classifier's answers compare with the truth. Rules and models are measured by the same code.</summary>
/// <remarks>Immutable. A rate without a case is null, never zero.</remarks>
public sealed class ClassifierEvaluation
{
    private readonly int[,] _counts;

    private ClassifierEvaluation(int[,] counts, int total) => (_counts, Total) = (counts, total);

    /// <summary>Movements judged.</summary>
    public int Total { get; }

    /// <summary>Share of movements given their true class, 0 to 1; null without movements.</summary>
    public double? Accuracy => Total == 0 ? null : Enum.GetValues<MovementClass>().Sum(c => Count(c, c)) / (double)Total;

    /// <summary>Judges a classifier on movements that it has not learned from.</summary>
    public static ClassifierEvaluation Of(IMovementClassifier classifier, IEnumerable<LabelledMovement> movements)
    {
        int classes = Enum.GetValues<MovementClass>().Length;
        var counts = new int[classes, classes];
        int total = 0;
        foreach (LabelledMovement movement in movements)
        {
            counts[(int)movement.Class, (int)classifier.Classify(movement.Features).Class]++;
            total++;
        }
        return new ClassifierEvaluation(counts, total);
    }

    /// <summary>Movements of one class that were taken for another (or for their own).</summary>
    public int Count(MovementClass truth, MovementClass taken) => _counts[(int)truth, (int)taken];

    /// <summary>Share of those taken for a class that are of it, 0 to 1; null if none was taken for it.</summary>
    public double? Precision(MovementClass @class) => Share(Count(@class, @class), Enum.GetValues<MovementClass>().Sum(truth => Count(truth, @class)));

    /// <summary>Share of a class that was taken for it, 0 to 1; null if there was none.</summary>
    public double? Recall(MovementClass @class) => Share(Count(@class, @class), Enum.GetValues<MovementClass>().Sum(taken => Count(@class, taken)));

    private static double? Share(int part, int whole) => whole == 0 ? null : part / (double)whole;
}
