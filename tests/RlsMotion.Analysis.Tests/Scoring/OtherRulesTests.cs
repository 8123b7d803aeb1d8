using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Analysis.Tests.Scoring;

/// <summary>WASM 2006 and AASM version 3, from the words of the rules.</summary>
public sealed class OtherRulesTests
{
    private static readonly ScoringCriteria Wasm2006 = ScoringCriteria.For(RuleSet.Wasm2006);
    private static readonly ScoringCriteria Aasm3 = ScoringCriteria.For(RuleSet.Aasm3);

    [Theory]
    [InlineData(RuleSet.Wasm2006)]
    [InlineData(RuleSet.Aasm3)]
    public void Intervals_of_5_to_90_seconds_make_a_series(RuleSet rules)
    {
        var criteria = ScoringCriteria.For(rules);
        Assert.Equal(4, Night.Score(Night.Lefts(0, 5, 95, 100), criteria).Indices.Periodic);
        Assert.Equal(0, Night.Score(Night.Lefts(0, 5, 95.001, 100.001), criteria).Indices.Periodic);
    }

    [Theory]
    [InlineData(RuleSet.Wasm2006)]
    [InlineData(RuleSet.Aasm3)]
    public void A_movement_sooner_than_5_seconds_is_passed_over_and_the_interval_measured_on(RuleSet rules)
    {
        NightScore score = Night.Score(Night.Lefts(0, 20, 24.999, 40, 60), ScoringCriteria.For(rules));
        Assert.Equal([-1, 20, -1, 20, 20], Night.IntervalsOf(score));
        Assert.Equal([1, 1, 0, 1, 1], Night.SeriesOf(score));
        Assert.Equal(1, score.Indices.ShortInterval);
        Assert.Equal(1.0, score.Indices.PeriodicityIndexFerri);
    }

    [Fact]
    public void An_option_breaks_instead_of_passing_over()
    {
        NightScore score = Night.Score(Night.Lefts(0, 20, 24, 40, 60), Aasm3 with { SkipsShortIntervals = false });
        Assert.Equal([-1, 20, 4, 16, 20], Night.IntervalsOf(score));
        Assert.Equal(0, score.Indices.Periodic);
    }

    [Theory]
    [InlineData(RuleSet.Wasm2006)]
    [InlineData(RuleSet.Aasm3)]
    public void A_movement_longer_than_10_seconds_is_none_and_breaks_no_series(RuleSet rules)
    {
        LegMovement[] night = [.. Night.Lefts(0, 20, 60, 80), Night.Left(40, 10.001)];
        NightScore score = Night.Score(night, ScoringCriteria.For(rules));
        Assert.Equal([1, 1, 0, 1, 1], Night.SeriesOf(score));
        Assert.False(score.Movements[2].IsCandidate);
        Assert.Empty(Night.Score(night).Series);
    }

    [Fact]
    public void In_AASM_onsets_on_different_legs_less_than_5_seconds_apart_are_one_movement()
    {
        NightScore joined = Night.Score([Night.Left(0, 1), Night.Right(4.999, 1)], Aasm3);
        Assert.Equal(Leg.Both, Assert.Single(joined.Movements).Leg);
        Assert.Equal(2, Night.Score([Night.Left(0, 1), Night.Right(5, 1)], Aasm3).Movements.Count);
        Assert.Equal(2, Night.Score([Night.Left(0, 1), Night.Left(4, 1)], Aasm3).Movements.Count);
        Assert.Equal(2, Night.Score([Night.Left(0, 1), Night.Right(4.999, 1)], Wasm2006).Movements.Count);
    }

    [Fact]
    public void In_AASM_an_alternating_train_does_not_chain_into_one_endless_movement()
    {
        NightScore score = Night.Score([Night.Left(0, 1), Night.Right(4, 1), Night.Left(8, 1), Night.Right(12, 1)], Aasm3);
        Assert.Equal([0.0, 8.0], score.Movements.Select(movement => (movement.Onset - EventFile.Zero).TotalSeconds));
    }

    [Fact]
    public void In_AASM_only_movements_with_some_part_in_sleep_count()
    {
        LegMovement[] night = [.. Night.Lefts(0, 20, 40, 59, 80)];
        var context = new SleepContext
        {
            Stages = [new StagePeriod(Night.Span(0, 42), SleepStage.N2), new StagePeriod(Night.Span(42, 60), SleepStage.Wake), new StagePeriod(Night.Span(60, 99), SleepStage.N2)],
        };
        Assert.Equal(5, Night.Score(night, Aasm3, context).Indices.Candidates); // the one at 59 s reaches into sleep
        SleepContext later = context with
        {
            Stages = [new StagePeriod(Night.Span(0, 42), SleepStage.N2), new StagePeriod(Night.Span(42, 61), SleepStage.Wake), new StagePeriod(Night.Span(61, 99), SleepStage.N2)],
        };
        NightScore score = Night.Score(night, Aasm3, later);
        Assert.Equal([1, 1, 1, 0, 1], Night.SeriesOf(score));
        Assert.False(score.Movements[3].IsCandidate);
    }

    [Fact]
    public void In_AASM_nothing_counts_from_half_a_second_before_a_respiratory_event_to_half_a_second_after()
    {
        var context = new SleepContext { RespiratoryEvents = [Night.Span(50, 60)] };
        NightScore score = Night.Score([Night.Left(45, 4.499), Night.Left(54), Night.Left(60.5), Night.Left(66)], Aasm3, context);
        Assert.Equal([true, false, false, true], score.Movements.Select(movement => movement.IsCandidate));
    }
}
