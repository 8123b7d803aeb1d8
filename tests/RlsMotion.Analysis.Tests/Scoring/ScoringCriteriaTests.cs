using NodaTime;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Analysis.Tests.Scoring;

public sealed class ScoringCriteriaTests
{
    [Theory]
    [InlineData(RuleSet.Wasm2016)]
    [InlineData(RuleSet.Wasm2006)]
    [InlineData(RuleSet.Aasm3)]
    public void Published_rules_are_valid_and_keep_their_name(RuleSet rules)
    {
        var criteria = ScoringCriteria.For(rules);
        criteria.ThrowIfInvalid();
        Assert.Equal(rules, criteria.Rules);
    }

    [Fact]
    public void Two_settings_that_contradict_each_other_are_refused_with_both_values()
    {
        ScoringCriteria criteria = Night.Wasm2016 with { MinInterval = Duration.FromSeconds(50), MaxInterval = Duration.FromSeconds(40) };
        ArgumentException fault = Assert.Throws<ArgumentException>(criteria.ThrowIfInvalid);
        Assert.Contains("50 s", fault.Message, StringComparison.Ordinal);
        Assert.Contains("40 s", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_out_of_bounds_or_finer_than_a_millisecond_is_refused()
    {
        Assert.Throws<ArgumentException>((Night.Wasm2016 with { MinDuration = Duration.Zero }).ThrowIfInvalid);
        Assert.Throws<ArgumentException>((Night.Wasm2016 with { BurstGap = Duration.FromTicks(5) }).ThrowIfInvalid);
        Assert.Throws<ArgumentException>((Night.Wasm2016 with { MinSeriesLength = 1 }).ThrowIfInvalid);
        Assert.Throws<ArgumentException>((Night.Wasm2016 with { RespiratoryTo = Duration.FromSeconds(-3) }).ThrowIfInvalid);
    }
}
