using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Samples;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Analysis.Nights;

/// <summary>How a night is read. Everything in here goes into the result, so that it can be made again.</summary>
public sealed record NightOptions
{
    /// <summary>The scoring rules. The default is WASM 2016. Ignored where <see cref="Criteria"/> is given.</summary>
    public RuleSet Rules { get; init; } = RuleSet.Wasm2016;

    /// <summary>Scoring criteria that differ from a published set; null (the default) takes those of <see cref="Rules"/>.</summary>
    public ScoringCriteria? Criteria { get; init; }

    /// <summary>Says what a movement is. The default is the built-in rules.</summary>
    public IMovementClassifier Classifier { get; init; } = new RuleClassifier();

    /// <summary>What is taken for a movement.</summary>
    public DetectorOptions Detector { get; init; } = new();

    /// <summary>Calibration by sensor, as known when the night began; a sensor that is not named is read with factory values.</summary>
    public IReadOnlyDictionary<string, Calibration> Calibrations { get; init; } = new Dictionary<string, Calibration>();

    /// <summary>Where on the leg each sensor sits; a sensor that is not named sits at the ankle.</summary>
    public IReadOnlyDictionary<string, string> Sites { get; init; } = new Dictionary<string, string>();

    /// <summary>What else is known of the night: hypnogram, diary, respiration, arousals. The default is nothing.</summary>
    public SleepContext Context { get; init; } = SleepContext.Unknown;
}
