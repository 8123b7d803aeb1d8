using System.Text.Json;
using CsCheck;
using RlsMotion.Analysis.Signal;

namespace RlsMotion.Analysis.Tests.Signal;

public class MovingQuantileTests
{
    [Theory]
    [InlineData("median_filter_25", 25, 12)]
    [InlineData("percentile40_size61", 61, 24)]
    public void A_moving_rank_is_that_of_scipy(string name, int size, int rank)
    {
        JsonElement golden = ScipyGolden.Root.GetProperty("moving");
        double[] input = golden.Numbers("x");
        double[] expected = golden.Numbers(name);
        var window = new MovingQuantile(size);
        for (int n = 0; n < input.Length; n++)
        {
            window.Add(input[n]);
            if (n >= size - 1) // the window's middle; at the ends scipy makes samples up
            {
                Assert.Equal(expected[n - (size / 2)], window[rank]);
            }
        }
    }

    [Fact]
    public void It_holds_the_latest_values_in_order() =>
        Gen.Select(Gen.Double[-2, 2].Array[1, 80], Gen.Int[1, 40]).Sample((values, capacity) =>
        {
            var window = new MovingQuantile(capacity);
            // Some come twice: equal values are told apart by nothing.
            values = [.. values.SelectMany(v => v > 1 ? [v, v] : new[] { v })];
            for (int n = 0; n < values.Length; n++)
            {
                window.Add(values[n]);
                double[] expected = [.. values.Take(n + 1).TakeLast(capacity).Order()];
                Assert.Equal(expected, Enumerable.Range(0, window.Count).Select(i => window[i]));
                Assert.All(Enumerable.Range(-1, capacity + 3), guess => Assert.Equal(expected.Count(v => v < 0.5), window.CountBelow(0.5, guess)));
            }
        });

    [Fact]
    public void An_empty_window_has_nothing_to_give()
    {
        var window = new MovingQuantile(3);
        Assert.Throws<InvalidOperationException>(window.RemoveOldest);
        Assert.Throws<ArgumentOutOfRangeException>(() => window[0]);
    }
}
