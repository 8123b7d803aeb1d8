using CsCheck;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Analysis.Tests.Scoring;

/// <summary>Small nights for tests, in seconds from a fixed zero.</summary>
internal static class Night
{
    public static readonly ScoringCriteria Wasm2016 = ScoringCriteria.For(RuleSet.Wasm2016);

    /// <summary>Up to 200 movements of either leg, dense enough that every rule has something to do.</summary>
    public static readonly Gen<List<LegMovement>> Any =
        Gen.Select(Gen.Bool, Gen.Int[0, 600], Gen.OneOf(Gen.Int[1, 60], Gen.Int[40, 140])).Array[0, 200].Select(cells =>
        {
            var movements = new List<LegMovement>();
            double at = 0;
            foreach ((bool left, int wait, int length) in cells)
            {
                at += wait / 10.0;
                movements.Add(Movement(left ? Leg.Left : Leg.Right, At(at), At(at + (length / 10.0))));
            }
            return movements;
        });

    public static Instant At(double seconds) => EventFile.Zero + Duration.FromMilliseconds((long)Math.Round(seconds * 1000));

    public static Interval Span(double from, double to) => new(At(from), At(to));

    public static LegMovement Movement(Leg leg, Instant onset, Instant offset) => new(leg, onset, offset, 0.1, MovementClass.LegMovement, null);

    public static LegMovement Left(double onset, double duration = 2) => Movement(Leg.Left, At(onset), At(onset + duration));

    public static LegMovement Right(double onset, double duration = 2) => Movement(Leg.Right, At(onset), At(onset + duration));

    public static LegMovement[] Lefts(params double[] onsets) => [.. onsets.Select(onset => Left(onset))];

    public static NightScore Score(IReadOnlyList<LegMovement> movements, ScoringCriteria? criteria = null, SleepContext? context = null, params NightGap[] gaps) =>
        NightScorer.Score(movements, criteria ?? Wasm2016, context ?? SleepContext.Unknown, gaps);

    /// <summary>The series of each movement in onset order, 0 for none.</summary>
    public static int[] SeriesOf(NightScore score) => [.. score.Movements.Select(movement => movement.Series ?? 0)];

    /// <summary>The interval of each movement in seconds, -1 for none.</summary>
    public static double[] IntervalsOf(NightScore score) => [.. score.Movements.Select(movement => movement.Interval?.TotalSeconds ?? -1)];
}
