using Microsoft.ML.Data;

namespace RlsMotion.Classification;

/// <summary>A movement as Microsoft.ML reads it.</summary>
internal sealed class MovementRow
{
    /// <summary>Name of the class; empty when it is to be predicted.</summary>
    public string Label { get; set; } = "";

    /// <summary>The numbers of <see cref="FeatureVector"/>.</summary>
    [VectorType(FeatureVector.Length)]
    public float[] Features { get; set; } = new float[FeatureVector.Length];

    public static MovementRow Of(in LabelledMovement movement)
    {
        var row = new MovementRow { Label = movement.Class.ToString() };
        FeatureVector.Fill(movement.Features, row.Features);
        return row;
    }
}

/// <summary>What Microsoft.ML answers.</summary>
internal sealed class MovementPrediction
{
    /// <summary>Name of the likeliest class.</summary>
    public string PredictedLabel { get; set; } = "";

    /// <summary>A score a class, 0 to 1, in the order of the model's classes.</summary>
    public float[] Score { get; set; } = [];
}
