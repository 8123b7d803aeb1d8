using CsCheck;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Analysis.Tests.Scoring;

public sealed class NightScorerTests
{
    private static readonly Gen<RuleSet> AnyRules = Gen.Enum<RuleSet>();

    [Fact]
    public void A_night_without_movements_has_empty_lists_and_no_averages()
    {
        NightScore score = Night.Score([]);
        Assert.Empty(score.Movements);
        Assert.Empty(score.Series);
        Assert.Equal(0, score.Indices.Periodic);
        Assert.Null(score.Indices.PeriodicityIndex);
        Assert.Null(score.Indices.PeriodicityIndexFerri);
        Assert.Null(score.Indices.PlmsPerHour);
        Assert.Null(score.Indices.AllIntervals);
        Assert.False(score.RespiratoryEventsKnown);
    }

    [Fact]
    public void Series_number_upwards_in_time_and_hold_enough_candidates_at_intervals_in_range() =>
        Gen.Select(Night.Any, AnyRules).Sample((movements, rules) =>
        {
            var criteria = ScoringCriteria.For(rules);
            NightScore score = Night.Score(movements, criteria);
            foreach (IGrouping<int?, ScoredMovement> series in score.Movements.Where(movement => movement.IsPeriodic).GroupBy(movement => movement.Series))
            {
                PlmSeries listed = score.Series[series.Key!.Value - 1];
                Assert.Equal(series.Key, listed.Number);
                Assert.Equal(series.Count(), listed.Count);
                Assert.True(listed.Count >= criteria.MinSeriesLength);
                Assert.All(series, member => Assert.True(member.IsCandidate));
                Assert.All(series.Skip(1), member => Assert.InRange(member.Interval!.Value, criteria.MinInterval, criteria.MaxInterval));
            }
            Assert.Equal(score.Indices.Periodic, score.Series.Sum(series => series.Count));
            Assert.True(score.Series.Zip(score.Series.Skip(1)).All(pair => pair.First.Start < pair.Second.Start));
            Assert.All(score.Movements, movement => Assert.Equal(movement.IsPeriodic, movement.Series is not null));
        });

    [Fact]
    public void Shifting_time_shifts_the_score() =>
        Gen.Select(Night.Any, AnyRules, Gen.Long[-86_400_000, 86_400_000]).Sample((movements, rules, shift) =>
        {
            var by = Duration.FromMilliseconds(shift);
            NightScore score = Night.Score(movements, ScoringCriteria.For(rules));
            NightScore shifted = Night.Score(
                movements.ConvertAll(movement => Night.Movement(movement.Leg, movement.Onset + by, movement.Offset + by)), ScoringCriteria.For(rules));
            Assert.Equal(score.Movements.Select(movement => movement with { Onset = movement.Onset + by, Offset = movement.Offset + by }), shifted.Movements);
            Assert.Equal(score.Indices, shifted.Indices);
        });

    [Fact]
    public void Swapping_the_legs_swaps_only_the_labels() =>
        Gen.Select(Night.Any, AnyRules).Sample((movements, rules) =>
        {
            static Leg Other(Leg leg) => leg switch { Leg.Left => Leg.Right, Leg.Right => Leg.Left, _ => leg };
            NightScore score = Night.Score(movements, ScoringCriteria.For(rules));
            NightScore swapped = Night.Score(
                movements.ConvertAll(movement => Night.Movement(Other(movement.Leg), movement.Onset, movement.Offset)), ScoringCriteria.For(rules));
            Assert.Equal(score.Movements.Count, swapped.Movements.Count);
            Assert.Equal(score.Indices with { AllIntervals = null }, swapped.Indices with { AllIntervals = null });
            Assert.Equal(score.Series, swapped.Series);
            Assert.Equal(score.Movements.Select(movement => (movement.Onset, Other(movement.Leg))).Order(),
                swapped.Movements.Select(movement => (movement.Onset, movement.Leg)).Order());
        });

    [Fact]
    public void The_order_in_which_movements_come_changes_nothing() =>
        Gen.Select(Night.Any, AnyRules).Sample((movements, rules) =>
        {
            List<LegMovement> backwards = [.. Enumerable.Reverse(movements)];
            Assert.Equal(Night.Score(movements, ScoringCriteria.For(rules)).Movements, Night.Score(backwards, ScoringCriteria.For(rules)).Movements);
        });

    [Fact]
    public void Index_times_hours_is_the_count() =>
        Gen.Select(Night.Any, AnyRules).Sample((movements, rules) =>
        {
            var context = new SleepContext { Rest = [Night.Span(0, 1000), Night.Span(1500, 4000)] };
            ScoringIndices indices = Night.Score(movements, ScoringCriteria.For(rules), context).Indices;
            Assert.Equal(3500 / 3600.0, indices.SleepHours!.Value, 12);
            Assert.Equal(indices.PeriodicInSleep!.Value, indices.PlmsPerHour!.Value * indices.SleepHours.Value, 9);
            Assert.Equal(indices.CandidatesInSleep!.Value, indices.ClmPerHour!.Value * indices.SleepHours.Value, 9);
        });

    [Fact]
    public void Every_defined_interval_is_counted_once_in_each_histogram() =>
        Night.Any.Sample(movements =>
        {
            NightScore score = Night.Score(movements);
            int intervals = score.Movements.Count(movement => movement.Interval is not null);
            IntervalHistogram histogram = score.Histogram;
            Assert.Equal(intervals, histogram.Linear.Sum() + histogram.AboveLinear);
            Assert.Equal(intervals, histogram.Log.Sum() + histogram.BelowLog + histogram.AboveLog);
            Assert.Equal(score.Indices.IntervalsAbove90, histogram.AboveLinear);
            Assert.Equal(intervals, score.Indices.IntervalsBelow10 + score.Indices.Intervals10To90 + score.Indices.IntervalsAbove90);
        });

    [Fact]
    public void Only_leg_movements_count()
    {
        LegMovement[] night = [.. Enum.GetValues<MovementClass>().Select((@class, i) =>
            new LegMovement(Leg.Left, Night.At(20 * i), Night.At((20 * i) + 2), 0.1, @class, null))];
        Assert.Single(Night.Score(night).Movements);
    }

    [Fact]
    public void No_interval_and_no_series_bridges_a_gap_longer_than_two_seconds()
    {
        LegMovement[] night = Night.Lefts(0, 20, 40, 60, 80, 100);
        NightGap Gap(double from, double to) => new(Leg.Left, Night.At(from), Night.At(to), GapReason.MissingPackets);

        NightScore broken = Night.Score(night, null, null, Gap(50, 53));
        Assert.Equal([-1, 20, 20, -1, 20, 20], Night.IntervalsOf(broken));
        Assert.Empty(broken.Series);
        Assert.Single(Night.Score(night, null, null, Gap(50, 52)).Series);
        Assert.Single(Night.Score(night, null, null, Gap(102, 200)).Series);
    }

    [Fact]
    public void Within_a_gap_of_one_leg_the_other_legs_intervals_stand()
    {
        LegMovement[] night = [Night.Left(0), Night.Left(20), Night.Right(40), Night.Right(60), Night.Right(80), Night.Right(100), Night.Left(120)];
        NightScore score = Night.Score(night, null, null, new NightGap(Leg.Left, Night.At(30), Night.At(110), GapReason.NotWorn));
        Assert.Equal([-1, 20, -1, 20, 20, 20, -1], Night.IntervalsOf(score));
        Assert.Equal([0, 0, 1, 1, 1, 1, 0], Night.SeriesOf(score));
    }

    [Fact]
    public void A_movement_after_a_short_interval_may_start_the_next_series_unless_told_otherwise()
    {
        LegMovement[] night = Night.Lefts(100, 120, 140, 160, 165, 185, 205, 225);
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2], Night.SeriesOf(Night.Score(night)));
        Assert.Equal([1, 1, 1, 1, 0, 0, 0, 0], Night.SeriesOf(Night.Score(night, Night.Wasm2016 with { RestartAfterShort = false })));
    }

    [Fact]
    public void An_immobilisation_test_counts_intervals_from_four_seconds()
    {
        LegMovement[] sitting = Night.Lefts(0, 4, 8, 12);
        Assert.Equal(4, Night.Score(sitting, ScoringCriteria.ForImmobilisationTest()).Indices.Periodic);
        Assert.Equal(0, Night.Score(Night.Lefts(0, 3.999, 7.998, 11.997), ScoringCriteria.ForImmobilisationTest()).Indices.Periodic);
    }

    [Fact]
    public void The_respiratory_window_includes_its_ends_and_can_be_set()
    {
        static bool Marks(ScoringCriteria criteria, LegMovement movement) =>
            Night.Score([movement], criteria, new SleepContext { RespiratoryEvents = [Night.Span(80, 100)] }).Movements[0].IsRespiratory;

        Assert.False(Marks(Night.Wasm2016, Night.Left(96, 1.999)));
        Assert.True(Marks(Night.Wasm2016, Night.Left(96, 2)));
        Assert.True(Marks(Night.Wasm2016, Night.Left(110.25)));
        Assert.False(Marks(Night.Wasm2016, Night.Left(110.251)));
        ScoringCriteria narrow = Night.Wasm2016 with { RespiratoryFrom = Duration.FromMilliseconds(-500), RespiratoryTo = Duration.FromMilliseconds(500) };
        Assert.False(Marks(narrow, Night.Left(97, 2.499)));
        Assert.True(Marks(narrow, Night.Left(100.5)));
        Assert.False(Marks(narrow, Night.Left(100.501)));
    }

    [Fact]
    public void Taking_respiratory_movements_out_does_not_break_a_series()
    {
        LegMovement[] night = Night.Lefts(0, 20, 40, 60, 80);
        NightScore score = Night.Score(night, null, new SleepContext { RespiratoryEvents = [Night.Span(20, 40)], Rest = [Night.Span(0, 3600)] });
        Assert.Equal([true, true, false, true, true], score.Movements.Select(movement => movement.IsPeriodicWithoutRespiratory));
        Assert.Equal(4.0, score.Indices.PlmsNrPerHour);
        Assert.Equal(5.0, score.Indices.PlmsPerHour);
    }

    [Fact]
    public void An_arousal_exactly_half_a_second_away_is_not_associated()
    {
        var context = new SleepContext { Arousals = [Night.Span(100, 103)] };
        Assert.False(Night.Score([Night.Left(97.5)], null, context).Movements[0].HasArousal);
        Assert.True(Night.Score([Night.Left(97.501)], null, context).Movements[0].HasArousal);
        Assert.True(Night.Score([Night.Left(103.499)], null, context).Movements[0].HasArousal);
        Assert.False(Night.Score([Night.Left(103.5)], null, context).Movements[0].HasArousal);
    }

    [Fact]
    public void Rest_names_the_denominator_and_a_hypnogram_overrules_it()
    {
        LegMovement[] night = Night.Lefts(0, 20, 40, 60);
        var rest = new SleepContext { Rest = [Night.Span(10, 50)], RestSource = Denominator.SameSensor };
        NightScore score = Night.Score(night, null, rest);
        Assert.Equal(Denominator.SameSensor, score.Indices.Denominator);
        Assert.Equal(2, score.Indices.PeriodicInSleep);
        Assert.Null(score.Indices.PlmwPerHour);
        Assert.Equal([false, true, true, false], score.Movements.Select(movement => movement.DuringRest!.Value));

        SleepContext both = rest with { Stages = [new StagePeriod(Night.Span(0, 30), SleepStage.N2), new StagePeriod(Night.Span(30, 90), SleepStage.Wake)] };
        ScoringIndices indices = Night.Score(night, null, both).Indices;
        Assert.Equal(Denominator.External, indices.Denominator);
        Assert.Equal(2, indices.PeriodicInSleep);
        Assert.Equal(2, indices.PeriodicInWake);
        Assert.Equal(120.0, indices.PlmwPerHour!.Value, 9);
        Assert.Null(indices.PlmsNrPerHour);
    }

    [Fact]
    public void Ferris_index_counts_intervals_in_runs_of_three_above_ten_seconds()
    {
        Assert.Equal(3 / 4.0, Night.Score(Night.Lefts(0, 20, 40, 60, 65)).Indices.PeriodicityIndexFerri);
        Assert.Equal(0.0, Night.Score(Night.Lefts(0, 20, 40)).Indices.PeriodicityIndexFerri);
        Assert.Equal(0.0, Night.Score(Night.Lefts(0, 10, 20, 30)).Indices.PeriodicityIndexFerri);
    }

    [Fact]
    public void The_course_counts_by_local_clock_hours_elapsed()
    {
        DateTimeZone kathmandu = DateTimeZoneProviders.Tzdb["Asia/Kathmandu"]; // 5:45 ahead: clock hours start at 15 past in UTC
        Instant start = Instant.FromUtc(2026, 1, 1, 16, 30);
        NightScore score = Night.Score([.. new[] { 0, 20, 40, 60, 3600 }.Select(second =>
            Night.Movement(Leg.Left, start + Duration.FromSeconds(second), start + Duration.FromSeconds(second + 2)))]);
        IReadOnlyList<HourCount> course = HourCount.Course(score.Movements, start, start + Duration.FromHours(2), kathmandu);
        Assert.Equal(Instant.FromUtc(2026, 1, 1, 16, 15), course[0].Start);
        Assert.Equal([(4, 4), (1, 0), (0, 0)], course.Select(hour => (hour.Candidates, hour.Periodic)));
    }
}
