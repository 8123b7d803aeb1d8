using CsCheck;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Analysis.Tests.Samples;

public sealed class AutoCalibratorTests
{
    private const int RateHz = 25;

    /// <summary>A sensor that lies still in random ways for half a minute each, and is turned in between; its readings carry the error.</summary>
    private static AutoCalibrator Hear(Random random, Calibration error, int poses, double tilt = 1)
    {
        var calibrator = new AutoCalibrator(RateHz);
        double Normal() => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
        for (int pose = 0; pose < poses; pose++)
        {
            (double x, double y, double z) = (tilt * Normal(), tilt * Normal(), tilt < 1 ? 1 : Normal());
            double length = Math.Sqrt((x * x) + (y * y) + (z * z));
            double[] samples = new double[3 * 33 * RateHz];
            for (int i = 0; i < samples.Length; i += 3)
            {
                double turning = i > 3 * 30 * RateHz ? 0.3 : 0.003;
                samples[i] = ((x / length) + (turning * Normal()) - error.OffsetXG) / error.ScaleX;
                samples[i + 1] = ((y / length) + (turning * Normal()) - error.OffsetYG) / error.ScaleY;
                samples[i + 2] = ((z / length) + (turning * Normal()) - error.OffsetZG) / error.ScaleZ;
            }
            calibrator.Add(samples);
        }
        return calibrator;
    }

    [Fact]
    public void A_known_error_is_found_to_a_thousandth_and_two_milli_g() =>
        Gen.Select(Gen.Double[0.97, 1.03].Array[3], Gen.Double[-0.05, 0.05].Array[3], Gen.Int[0, 1000]).Sample((scale, offset, seed) =>
        {
            CalibrationFinding finding = Hear(new Random(seed), new Calibration(scale[0], scale[1], scale[2], offset[0], offset[1], offset[2]), poses: 40).Find();
            Calibration found = finding.Calibration!;
            Assert.Null(finding.Refusal);
            Assert.Equal(scale[0], found.ScaleX, 1e-3);
            Assert.Equal(scale[1], found.ScaleY, 1e-3);
            Assert.Equal(scale[2], found.ScaleZ, 1e-3);
            Assert.Equal(offset[0], found.OffsetXG, 2e-3);
            Assert.Equal(offset[1], found.OffsetYG, 2e-3);
            Assert.Equal(offset[2], found.OffsetZG, 2e-3);
            Assert.True(finding.ErrorAfterG < 0.002);
        }, iter: 20);

    [Fact]
    public void A_sensor_that_lay_one_way_is_refused()
    {
        CalibrationFinding finding = Hear(new Random(1), Calibration.None, poses: 40, tilt: 0.1).Find();
        Assert.Equal(CalibrationRefusal.OrientationsDoNotCoverTheSphere, finding.Refusal);
        Assert.Null(finding.Calibration);
    }

    [Fact]
    public void A_sensor_that_was_never_still_is_refused()
    {
        var calibrator = new AutoCalibrator(RateHz);
        var random = new Random(1);
        calibrator.Add(Enumerable.Range(0, 3 * RateHz * 600).Select(_ => random.NextDouble()).ToArray());
        CalibrationFinding finding = calibrator.Find();
        Assert.Equal((CalibrationRefusal.TooFewStillWindows, 0, null), (finding.Refusal, finding.StillWindows, finding.ErrorBeforeG));
    }
}
