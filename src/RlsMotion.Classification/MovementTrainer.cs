using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using RlsMotion.Analysis.Movements;

namespace RlsMotion.Classification;

/// <summary>Trains a classifier on movements whose class is known.</summary>
/// <remarks>
/// One boosted ensemble of small trees a class, each against all other classes, with a calibrated probability. Managed code, one thread, a fixed seed:
/// the same movements give a model with the same predictions.
/// </remarks>
public static class MovementTrainer
{
    /// <summary>Any number, as long as it stays the same.</summary>
    private const int Seed = 20_261_122;

    /// <summary>Trees a class: more no longer change the loss on tables of this size.</summary>
    private const int Trees = 60;

    /// <summary>Leaves a tree: interactions of three to four features, such as a tilt that is short and alone.</summary>
    private const int Leaves = 12;

    /// <summary>Fewest examples in a leaf, so that one odd movement makes no rule.</summary>
    private const int ExamplesPerLeaf = 8;

    /// <summary>Trains a model.</summary>
    /// <param name="movements">Movements of at least two classes.</param>
    /// <returns>The model as the bytes of a Microsoft.ML file; <see cref="LearnedClassifier.Load"/> reads it.</returns>
    /// <exception cref="ArgumentException">There are fewer than two classes.</exception>
    public static byte[] Train(IReadOnlyCollection<LabelledMovement> movements)
    {
        MovementClass[] classes = [.. movements.Select(m => m.Class).Distinct()];
        if (classes.Length < 2)
        {
            throw new ArgumentException($"A classifier needs movements of at least two classes; {movements.Count} movements of {classes.Length} class(es) were given.", nameof(movements));
        }
        var context = new MLContext(Seed);
        IDataView rows = context.Data.LoadFromEnumerable(movements.Select(m => MovementRow.Of(m)));
        FastTreeBinaryTrainer trees = context.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            NumberOfTrees = Trees,
            NumberOfLeaves = Leaves,
            MinimumExampleCountPerLeaf = ExamplesPerLeaf,
            NumberOfThreads = 1, // sums in another order would be other bits
            Seed = Seed,
        });
        var steps = context.Transforms.Conversion.MapValueToKey(nameof(MovementRow.Label), keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Append(context.MulticlassClassification.Trainers.OneVersusAll(trees, nameof(MovementRow.Label)))
            .Append(context.Transforms.Conversion.MapKeyToValue(nameof(MovementPrediction.PredictedLabel)));
        ITransformer model = steps.Fit(rows);
        using var file = new MemoryStream();
        context.Model.Save(model, rows.Schema, file);
        return file.ToArray();
    }
}
