using RlsMotion.Analysis.Nights;

namespace RlsMotion.Analysis.Tests.Nights;

public sealed class WearTests
{
    private const int Table = 7200; // seconds

    [Fact]
    public void A_sensor_on_a_table_for_two_hours_is_not_worn_and_leaves_the_valid_hours()
    {
        NightRecord night = Records.Of(TestLeg.Of(4, Table).Packets());
        NightGap gap = Assert.Single(night.Gaps);
        Assert.Equal(GapReason.NotWorn, gap.Reason);
        Assert.Equal(0, night.Summary.ValidHours);
        Assert.Null(night.Summary.RestHours);
        Assert.Null(night.Summary.PlmPerHour);
        Assert.Equal([null], night.Summary.ByHour.Distinct());
        Assert.All(night.Epochs, epoch => Assert.Equal((false, null), (epoch.Worn, epoch.Rest)));
    }

    [Fact]
    public void A_motionless_leg_that_breathes_is_not_taken_for_a_table_and_nobody_claims_to_know()
    {
        TestLeg leg = TestLeg.Of(4, Table);
        for (int i = 0; i < leg.Count; i++)
        {
            leg.XyzG[3 * i] += 0.002 * Math.Sin(2 * Math.PI * 0.25 * i / TestLeg.RateHz);
        }
        NightRecord night = Records.Of(leg.Packets());
        Assert.Empty(night.Gaps);
        Assert.All(night.Epochs, epoch => Assert.Null(epoch.Worn));
        Assert.Equal(2, night.Summary.ValidHours, 6);
    }

    [Fact]
    public void Half_an_hour_without_a_movement_is_sleep_and_not_a_table()
    {
        NightRecord night = Records.Of(TestLeg.Of(4, 1800, 60).Packets());
        Assert.Empty(night.Gaps);
        Assert.All(night.Epochs, epoch => Assert.True(epoch.Worn));
    }
}
