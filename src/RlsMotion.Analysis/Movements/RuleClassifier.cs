namespace RlsMotion.Analysis.Movements;

/// <summary>Says what a movement is by rules that can be read; see docs/signal.md for each number's reason.</summary>
public sealed class RuleClassifier : IMovementClassifier
{
    /// <summary>Shorter is a twitch, in seconds: WASM 2016's least duration.</summary>
    private const double ShortestSeconds = 0.5;

    /// <summary>Longer is a movement of the whole body, in seconds: no rule set counts it.</summary>
    private const double LongestSeconds = 10;

    /// <summary>Gravity that turned and stayed turned by more is a leg that came to lie differently, in degrees.</summary>
    private const double PostureTurnDegrees = 12;

    /// <summary>Shaking above this share of the change, without tilt, is the bed and not the leg.</summary>
    private const double MostShaking = 1.2;

    /// <summary>A shaken sensor does not tilt by more, in degrees.</summary>
    private const double LeastTiltDegrees = 0.8;

    /// <summary>Bursts that make a train.</summary>
    private const int TrainLength = 4;

    /// <summary>Steps change the acceleration by more, in g.</summary>
    private const double WalkingRmsG = 0.15;

    /// <inheritdoc/>
    public string Name => "rules-1";

    /// <inheritdoc/>
    public string? ModelSha256 => null;

    /// <inheritdoc/>
    public ClassVerdict Classify(in MovementFeatures features) => new(ClassOf(features), null);

    private static MovementClass ClassOf(in MovementFeatures f)
    {
        if (f.DurationSeconds > LongestSeconds)
        {
            return f.RmsG > WalkingRmsG && f.PeaksPerSecond is > 1.5 and < 8 && f.ActiveShare > 0.8 ? MovementClass.Walking : MovementClass.GrossMovement;
        }
        if (f.NetTurnDegrees > PostureTurnDegrees)
        {
            return MovementClass.PostureShift;
        }
        if (f.ShakingShare > MostShaking && f.LargestTurnDegrees < LeastTiltDegrees)
        {
            return MovementClass.Vibration;
        }
        if (f.TrainLength >= TrainLength && f.TrainSpacingSeconds is >= 0.25 and <= 3.3)
        {
            return MovementClass.Tremor;
        }
        return f.DurationSeconds < ShortestSeconds ? MovementClass.Twitch : MovementClass.LegMovement;
    }
}
