using System.Security.Cryptography;
using Microsoft.ML;
using RlsMotion.Analysis.Movements;

namespace RlsMotion.Classification;

/// <summary>Says what a movement is by a trained model.</summary>
/// <remarks>Load it once: the first prediction compiles the model. Not thread-safe; a night is scored by one thread.</remarks>
public sealed class LearnedClassifier : IMovementClassifier, IDisposable
{
    private readonly PredictionEngine<MovementRow, MovementPrediction> _engine;
    private readonly MovementRow _row = new();

    private LearnedClassifier(PredictionEngine<MovementRow, MovementPrediction> engine, string sha256) => (_engine, ModelSha256) = (engine, sha256);

    /// <inheritdoc/>
    public string Name => "fasttree-1";

    /// <inheritdoc/>
    public string ModelSha256 { get; }

    /// <summary>Reads a model.</summary>
    /// <param name="model">The bytes that <see cref="MovementTrainer.Train"/> gave.</param>
    /// <exception cref="InvalidModelException">The bytes are damaged, or are another program's model.</exception>
    public static LearnedClassifier Load(byte[] model)
    {
        var context = new MLContext();
        try
        {
            using var file = new MemoryStream(model, writable: false);
            ITransformer transformer = context.Model.Load(file, out DataViewSchema schema);
            if (schema.GetColumnOrNull(nameof(MovementRow.Features))?.Type is not Microsoft.ML.Data.VectorDataViewType { Size: FeatureVector.Length })
            {
                throw new InvalidModelException($"The model does not take the {FeatureVector.Length} features of this version. Train it again with `rlsmotion train`.");
            }
            return new LearnedClassifier(context.Model.CreatePredictionEngine<MovementRow, MovementPrediction>(transformer), Convert.ToHexStringLower(SHA256.HashData(model)));
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or ArgumentException or IOException or InvalidDataException or NotSupportedException or IndexOutOfRangeException)
        {
            // Microsoft.ML says "this is no model of mine" in any of these ways.
            throw new InvalidModelException($"The model cannot be read ({error.Message}). Train it again with `rlsmotion train`.", error);
        }
    }

    /// <inheritdoc/>
    public ClassVerdict Classify(in MovementFeatures features)
    {
        FeatureVector.Fill(features, _row.Features);
        MovementPrediction prediction = _engine.Predict(_row);
        float sum = prediction.Score.Sum();
        double probability = sum > 0 ? Math.Clamp(prediction.Score.Max() / sum, 0, 1) : 0;
        return new ClassVerdict(Enum.Parse<MovementClass>(prediction.PredictedLabel), probability);
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();
}
