using System.Runtime.Intrinsics;
using System.Text.Json;
using CsCheck;
using RlsMotion.Analysis.Signal;

namespace RlsMotion.Analysis.Tests.Signal;

public class ButterworthTests
{
    /// <summary>Both sides compute in doubles; poles near z = 1 cost some digits.</summary>
    private const double Tolerance = 1e-9;

    [Fact]
    public void Sections_are_those_of_scipy()
    {
        int cases = 0;
        foreach (JsonElement golden in ScipyGolden.Root.GetProperty("filters").EnumerateArray())
        {
            Biquad[] sections = Design(golden);
            double[][] expected = golden.Rows("sos");
            Assert.Equal(expected.Length, sections.Length);
            for (int i = 0; i < sections.Length; i++)
            {
                Biquad s = sections[i];
                AssertClose(expected[i], [s.B0, s.B1, s.B2, 1, s.A1, s.A2], Tolerance);
            }
            cases++;
        }
        Assert.Equal(15, cases);
    }

    [Fact]
    public void A_filter_starts_from_the_steady_state_and_gives_what_scipy_gives()
    {
        foreach (JsonElement golden in ScipyGolden.Root.GetProperty("filters").EnumerateArray())
        {
            double[] input = golden.Numbers("x");
            double[] expected = golden.Numbers("sosfilt");
            var filter = new AxesFilter(Design(golden));
            for (int n = 0; n < input.Length; n++)
            {
                double x = input[n];
                Vector256<double> y = filter.Apply(Vector256.Create(x, -x, 2 * x, 0));
                double peak = 1.5; // of the inputs
                Assert.InRange(y[0] - expected[n], -Tolerance * peak, Tolerance * peak);
                Assert.Equal(-y[0], y[1]);
                Assert.Equal(2 * y[0], y[2]);
                Assert.Equal(0, y[3]);
            }
        }
    }

    [Fact]
    public void Steady_states_are_those_of_scipy()
    {
        foreach (JsonElement golden in ScipyGolden.Root.GetProperty("filters").EnumerateArray())
        {
            double[][] expected = golden.Rows("zi");
            double level = 1;
            Biquad[] sections = Design(golden);
            for (int i = 0; i < sections.Length; i++)
            {
                (double s1, double s2) = sections[i].SteadyState;
                AssertClose(expected[i], [level * s1, level * s2], 1e-8); // a band-pass divides by nearly nothing at rest
                level *= sections[i].GainAtRest;
            }
        }
    }

    [Fact]
    public void A_low_pass_of_any_order_halves_the_power_at_its_cutoff() =>
        Gen.Select(Gen.Int[1, 6], Gen.Double[0.5, 20], Gen.Double[45, 200]).Sample((order, cutoff, rate) =>
        {
            double gain = 1;
            var z = System.Numerics.Complex.Exp(new(0, -2 * Math.PI * cutoff / rate));
            foreach (Biquad s in Butterworth.LowPass(order, cutoff, rate))
            {
                gain *= ((s.B0 + (s.B1 * z) + (s.B2 * z * z)) / (1 + (s.A1 * z) + (s.A2 * z * z))).Magnitude;
            }
            return Math.Abs(gain - Math.Sqrt(0.5)) < 1e-6;
        });

    [Theory]
    [InlineData(0, 5, 50)]
    [InlineData(2, 0, 50)]
    [InlineData(2, 25, 50)]
    [InlineData(2, double.NaN, 50)]
    [InlineData(2, 5, 0)]
    public void A_filter_that_cannot_be_is_refused(int order, double cutoffHz, double rateHz) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Butterworth.LowPass(order, cutoffHz, rateHz));

    private static Biquad[] Design(JsonElement golden)
    {
        (int order, double rate, string type) = (golden.GetProperty("order").GetInt32(), golden.GetProperty("fs").GetDouble(), golden.GetProperty("btype").GetString()!);
        JsonElement edge = golden.GetProperty("wn");
        return type switch
        {
            "lowpass" => Butterworth.LowPass(order, edge.GetDouble(), rate),
            "highpass" => Butterworth.HighPass(order, edge.GetDouble(), rate),
            _ => Butterworth.BandPass(order, edge[0].GetDouble(), edge[1].GetDouble(), rate),
        };
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double bound = tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.InRange(actual[i] - expected[i], -bound, bound);
        }
    }
}
