using CsCheck;
using RlsMotion.Simulation.Randomness;

namespace RlsMotion.Simulation.Tests;

public sealed class PortableMathTests
{
    [Fact]
    public void Sine_and_cosine_agree_with_the_platforms() =>
        Gen.Double[-1e6, 1e6].Sample(x => Math.Abs(PortableMath.Sin(x) - Math.Sin(x)) < 1e-12 && Math.Abs(PortableMath.Cos(x) - Math.Cos(x)) < 1e-12);

    [Fact]
    public void Exponential_and_logarithm_agree_with_the_platforms() =>
        Gen.Double[-600, 600].Sample(x => Math.Abs((PortableMath.Exp(x) / Math.Exp(x)) - 1) < 1e-13 && Math.Abs(PortableMath.Log(Math.Exp(x)) - x) < 1e-11);

    [Fact]
    public void A_random_stream_gives_the_numbers_it_always_gave()
    {
        // Seed 1, name "night", from a second implementation of xoshiro256**, SplitMix64 and FNV-1a in Python. A change would change every simulated night.
        ulong[] expected = [0x01FFDE0FE4E4CAF5, 0x36F0CD3E18EF7783, 0xBFC8654436316319];
        var random = new RandomStream(1, "night");
        ulong[] first = [random.NextBits(), random.NextBits(), random.NextBits()];
        Assert.True(expected.SequenceEqual(first), string.Join(", ", first));
        Assert.NotEqual(first[0], new RandomStream(1, "sleep").NextBits());
        Assert.NotEqual(first[0], new RandomStream(2, "night").NextBits());
    }

    [Fact]
    public void Normal_numbers_have_mean_zero_and_deviation_one()
    {
        var random = new RandomStream(7, "normal");
        double[] drawn = [.. Enumerable.Range(0, 200_000).Select(_ => random.Gaussian())];
        Assert.Equal(0, drawn.Average(), 1);
        Assert.InRange(drawn.Average(g => g * g), 0.98, 1.02);
        Assert.InRange(drawn.Count(g => Math.Abs(g) > 2) / (double)drawn.Length, 0.043, 0.048);
    }
}
