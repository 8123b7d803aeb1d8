using System.ComponentModel.DataAnnotations;
using RlsMotion.Analysis.Movements;

namespace RlsMotion.Analysis.Tests.Movements;

public class MovementDetectorTests
{
    [Theory]
    [InlineData(12.5)]
    [InlineData(25)]
    [InlineData(50)]
    [InlineData(100)]
    [InlineData(200)]
    public void A_held_tilt_is_one_movement_from_burst_to_burst(double rateHz)
    {
        DetectedMovement movement = Assert.Single(Found.LegMovements(new QuietLeg(200, rateHz).Flex(100, 3)));
        Assert.InRange(movement.OnsetIndex / rateHz, 99.85, 100.15);
        Assert.InRange(movement.OffsetIndex / rateHz, 102.8, 103.2);
    }

    [Fact]
    public void A_tilt_held_for_eight_seconds_is_still_one_movement()
    {
        DetectedMovement movement = Assert.Single(Found.LegMovements(new QuietLeg(200).Flex(100, 8)));
        Assert.InRange(movement.Features.DurationSeconds, 7.7, 8.3);
    }

    [Fact]
    public void Movements_six_tenths_of_a_second_apart_are_two() =>
        Assert.Equal(2, Found.LegMovements(new QuietLeg(200).Flex(100, 1.2).Flex(101.8, 1.2)).Count);

    [Fact]
    public void Movements_three_tenths_of_a_second_apart_are_one() =>
        Assert.Single(Found.LegMovements(new QuietLeg(200).Flex(100, 1.2).Flex(101.5, 1.2)));

    [Fact]
    public void A_movement_at_the_start_of_a_stretch_is_found_with_the_floor_that_comes_after() =>
        Assert.Single(Found.LegMovements(new QuietLeg(200, noiseG: 0.005).Flex(2, 2)));

    [Fact]
    public void A_leg_that_comes_to_lie_differently_is_a_posture_shift() =>
        Assert.Equal(MovementClass.PostureShift, Found.Class(Assert.Single(Found.In(new QuietLeg(200).Turn(100, 1.5, 40)))));

    [Fact]
    public void A_jerk_of_a_fifth_of_a_second_is_a_twitch() =>
        Assert.Equal(MovementClass.Twitch, Found.Class(Assert.Single(Found.In(new QuietLeg(200).Jerk(100, 0.2, 0.08)))));

    [Fact]
    public void A_ringing_bed_is_a_vibration() =>
        Assert.Equal(MovementClass.Vibration, Found.Class(Assert.Single(Found.In(new QuietLeg(200).Ring(100, 1, 0.04, 9)))));

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void A_train_of_jerks_is_tremor(double spacing)
    {
        var leg = new QuietLeg(200);
        for (int i = 0; i < 10; i++)
        {
            leg.Jerk(100 + (i * spacing), 0.22, 0.06);
        }
        Assert.All(Found.In(leg), m => Assert.Equal(MovementClass.Tremor, Found.Class(m)));
        Assert.NotEmpty(Found.In(leg));
    }

    [Fact]
    public void No_movement_starts_or_ends_in_a_blind_zone()
    {
        for (double at = 98; at < 103; at += 0.1)
        {
            QuietLeg leg = new QuietLeg(200).Flex(100, 2.2);
            (int from, int to) = ((int)(at * 50), (int)((at + 0.8) * 50));
            for (int i = from; i < to; i++)
            {
                double share = (double)(i - from + 1) / (to - from + 1);
                for (int axis = 0; axis < 3; axis++)
                {
                    leg.Samples[(3 * i) + axis] = ((1 - share) * leg.Samples[(3 * (from - 1)) + axis]) + (share * leg.Samples[(3 * to) + axis]);
                }
            }
            var found = new List<DetectedMovement>();
            var detector = new MovementDetector(50, new DetectorOptions());
            detector.Push(0, leg.Samples.AsSpan(0, 3 * from), found);
            detector.Blind(from, to);
            detector.Push(from, leg.Samples.AsSpan(3 * from), found);
            detector.Flush(found);
            Assert.All(found, m => Assert.False(m.OnsetIndex >= from && m.OnsetIndex < to, $"starts at {m.OnsetIndex} in [{from}, {to})"));
            Assert.All(found, m => Assert.False(m.OffsetIndex > from && m.OffsetIndex <= to, $"ends at {m.OffsetIndex} in [{from}, {to})"));
        }
    }

    [Fact]
    public void A_night_in_an_armchair_of_one_sample_is_no_movement()
    {
        Assert.Empty(Found.In([0, 0, 1], 50));
        Assert.Empty(Found.In([], 50));
    }

    [Fact]
    public void Samples_that_do_not_follow_are_refused_with_both_indices()
    {
        var detector = new MovementDetector(50, new DetectorOptions());
        detector.Push(10, [0, 0, 1], []);
        string message = Assert.Throws<ArgumentException>(() => detector.Push(12, [0, 0, 1], [])).Message;
        Assert.Contains("11", message, StringComparison.Ordinal);
        Assert.Contains("12", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_contradict_each_other_are_refused() =>
        Assert.Throws<ValidationException>(() => new MovementDetector(50, new DetectorOptions { OnFloors = 1.5, OffFloors = 1.5 }));

    [Fact]
    public void A_rate_at_which_no_movement_can_be_seen_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MovementDetector(5, new DetectorOptions()));
}
