using RlsMotion.Analysis.Movements;

namespace RlsMotion.Classification.Tests;

/// <summary>On movements made by a rule that no classifier here knows, with features drawn at random.</summary>
public sealed class LearnedClassifierTests
{
    private static readonly IReadOnlyList<LabelledMovement> Known = Movements(seed: 1, 1500);
    private static readonly IReadOnlyList<LabelledMovement> Unseen = Movements(seed: 2, 500);
    private static readonly byte[] Model = MovementTrainer.Train(Known);

    [Fact]
    public void A_learned_classifier_finds_a_rule_that_it_was_never_told()
    {
        using LearnedClassifier classifier = LearnedClassifier.Load(Model);

        var evaluation = ClassifierEvaluation.Of(classifier, Unseen);

        Assert.Equal(500, evaluation.Total);
        Assert.InRange(evaluation.Accuracy!.Value, 0.95, 1);
        Assert.InRange(evaluation.Recall(MovementClass.PostureShift)!.Value, 0.9, 1);
    }

    [Fact]
    public void Training_twice_gives_the_same_predictions()
    {
        using LearnedClassifier first = LearnedClassifier.Load(Model);
        using LearnedClassifier second = LearnedClassifier.Load(MovementTrainer.Train(Known));

        Assert.All(Unseen, movement =>
        {
            ClassVerdict one = first.Classify(movement.Features);
            ClassVerdict two = second.Classify(movement.Features);
            Assert.Equal(one.Class, two.Class);
            Assert.Equal(one.Probability!.Value, two.Probability!.Value, 1e-9);
        });
    }

    [Fact]
    public void A_verdict_carries_a_probability_and_the_models_hash()
    {
        using LearnedClassifier classifier = LearnedClassifier.Load(Model);

        Assert.Matches("^[0-9a-f]{64}$", classifier.ModelSha256);
        Assert.All(Unseen, movement => Assert.InRange(classifier.Classify(movement.Features).Probability!.Value, 0, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(2000)]
    public void A_model_cut_short_is_refused_with_a_remedy(int length)
    {
        InvalidModelException error = Assert.Throws<InvalidModelException>(() => LearnedClassifier.Load(Model[..length]));

        Assert.Contains("rlsmotion train", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_class_alone_cannot_be_learned() =>
        Assert.Throws<ArgumentException>(() => MovementTrainer.Train([.. Known.Where(m => m.Class == MovementClass.LegMovement)]));

    [Fact]
    public void What_was_never_there_has_no_rate()
    {
        var evaluation = ClassifierEvaluation.Of(new RuleClassifier(), []);

        Assert.Null(evaluation.Accuracy);
        Assert.Null(evaluation.Recall(MovementClass.Walking));
        Assert.Null(evaluation.Precision(MovementClass.Walking));
    }

    [Fact]
    public void Every_feature_has_its_place_in_the_vector()
    {
        Assert.Equal(FeatureVector.Length, FeatureVector.Names.Count);
        Assert.Equal(typeof(MovementFeatures).GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal), FeatureVector.Names.Order(StringComparer.Ordinal));
        foreach (System.Reflection.PropertyInfo property in typeof(MovementFeatures).GetProperties())
        {
            object features = new MovementFeatures();
            property.SetValue(features, Convert.ChangeType(7, property.PropertyType, System.Globalization.CultureInfo.InvariantCulture));
            var vector = new float[FeatureVector.Length];
            FeatureVector.Fill((MovementFeatures)features, vector);
            Assert.Equal(7f, vector[FeatureVector.Names.ToList().IndexOf(property.Name)]);
        }
    }

    /// <summary>The rule: a turn makes a posture shift, a short one a twitch, the rest are leg movements.</summary>
    private static List<LabelledMovement> Movements(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var features = new MovementFeatures
            {
                DurationSeconds = random.NextDouble() * 4,
                PeakG = random.NextDouble(),
                NetTurnDegrees = random.NextDouble() * 40,
                ShakingShare = random.NextDouble(),
                Bursts = random.Next(1, 4),
            };
            MovementClass truth = features.NetTurnDegrees > 20 ? MovementClass.PostureShift
                : features.DurationSeconds < 0.8 ? MovementClass.Twitch
                : MovementClass.LegMovement;
            return new LabelledMovement($"subject-{i % 10}", features, truth);
        })];
    }
}
