namespace RlsMotion.Analysis.Movements;

/// <summary>Says what a movement is by rules that can be read; see docs/signal.md for each number's reason.</summary>
/// <remarks>
/// The questions, in this order: does it last longer than any leg movement? Did gravity turn and stay turned? Was it large, without a held tilt, and did the leg come
/// to lie differently? Did the leg tilt at all? What did not tilt is a bed that shook, a train of jerks, or one jerk.
/// </remarks>
public sealed class RuleClassifier : IMovementClassifier
{
    /// <summary>Shorter is a twitch, in seconds: WASM 2016's least duration.</summary>
    private const double ShortestSeconds = 0.5;

    /// <summary>Longer is a movement of the whole body, in seconds: no rule set counts it, and a measured edge is off by a tenth of a second.</summary>
    private const double LongestSeconds = 10.3;

    /// <summary>Gravity that turned and stayed turned by more is a leg that came to lie differently, in degrees. A foot flexed at the ankle comes back to within a few.</summary>
    private const double PostureTurnDegrees = 12;

    /// <summary>A leg movement returns; a body that stirred leaves the leg turned by more than this, in degrees.</summary>
    private const double StirredTurnDegrees = 1.5;

    /// <summary>A body stirs with more than this, in g; leg movements with that size are few and return.</summary>
    private const double StirredDeviationG = 0.15;

    /// <summary>A leg movement holds its tilt: the mean lies farther from rest than this share of its farthest point. Stirring goes to and fro.</summary>
    private const double StirredTiltShare = 0.2;

    /// <summary>Above this many sways the leg was tilted.</summary>
    private const double LeastTiltSways = 0.8;

    /// <summary>A shaken bed leaves a doubtful tilt of up to this many sways.</summary>
    private const double DoubtfulTiltSways = 1.3;

    /// <summary>And of this share of its farthest point.</summary>
    private const double DoubtfulTiltShare = 0.3;

    /// <summary>Shaking above this share of the change is a bed and not a leg: minimum-jerk movements of 0.15 s, the fastest, have 0.5.</summary>
    private const double MostShaking = 0.5;

    /// <summary>A movement that moves less of its time than this holds a tilt: nothing else joins distant bursts.</summary>
    private const double MostHeldActivity = 0.45;

    /// <summary>With more bursts it may be a train of jerks that drift.</summary>
    private const int MostHeldBursts = 3;

    /// <summary>Bursts that make a train: 4, as in alternating leg muscle activation.</summary>
    private const int TrainLength = 4;

    /// <summary>Jerks that go on longer without a tilt are a train whose bursts ran into each other, in seconds.</summary>
    private const double TrainSeconds = 1.5;

    /// <summary>What shakes for longer rings; a single jerk does not, in seconds.</summary>
    private const double LongestJerkSeconds = 0.3;

    /// <summary>A single jerk of 0.2 s, at 5 Hz, shakes as much as this.</summary>
    private const double MostJerkShaking = 0.8;

    /// <summary>Steps change the acceleration by more, in g.</summary>
    private const double WalkingRmsG = 0.15;

    /// <summary>Heel strikes shake more than a stirring body does: shaking over change.</summary>
    private const double WalkingShaking = 0.5;

    /// <inheritdoc/>
    public string Name => "rules-1";

    /// <inheritdoc/>
    public string? ModelSha256 => null;

    /// <inheritdoc/>
    public ClassVerdict Classify(in MovementFeatures features) => new(ClassOf(features), null);

    private static MovementClass ClassOf(in MovementFeatures f)
    {
        if (f.RmsG > WalkingRmsG && f.ShakingShare > WalkingShaking && f.DurationSeconds > LongestSeconds)
        {
            return MovementClass.Walking;
        }
        bool isTilted = f.TiltSways >= LeastTiltSways;
        if (f.DurationSeconds > LongestSeconds && isTilted)
        {
            return MovementClass.GrossMovement;
        }
        double tiltShare = f.DeviationG > 0 ? f.TiltG / f.DeviationG : 0;
        if (f.NetTurnDegrees > PostureTurnDegrees)
        {
            return f.DurationSeconds > LongestSeconds ? MovementClass.GrossMovement : MovementClass.PostureShift;
        }
        if (f.DeviationG > StirredDeviationG && f.NetTurnDegrees > StirredTurnDegrees && tiltShare < StirredTiltShare)
        {
            return MovementClass.GrossMovement;
        }
        bool isHeld = f.ActiveShare < MostHeldActivity && f.DurationSeconds >= ShortestSeconds;
        if (isHeld && f.Bursts <= MostHeldBursts)
        {
            return MovementClass.LegMovement;
        }
        bool isDoubtful = f.TiltSways < DoubtfulTiltSways && tiltShare < DoubtfulTiltShare && f.ShakingShare > MostShaking;
        if (isTilted && !isDoubtful)
        {
            return f.DurationSeconds < ShortestSeconds ? MovementClass.Twitch : MovementClass.LegMovement;
        }
        return Untilted(f);
    }

    private static MovementClass Untilted(in MovementFeatures f)
    {
        if (f.DurationSeconds > TrainSeconds || (f.TrainLength >= TrainLength && f.TrainSpacingSeconds >= 0.25))
        {
            return MovementClass.Tremor;
        }
        bool isRinging = f.ShakingShare > (f.DurationSeconds > LongestJerkSeconds ? MostShaking : MostJerkShaking);
        return isRinging ? MovementClass.Vibration : MovementClass.Twitch;
    }
}
