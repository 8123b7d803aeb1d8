using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RlsMotion.Analysis.Samples;

/// <summary>Boils samples down to seconds of the sample index.</summary>
/// <remarks>Seconds lie on a fixed grid of the index, so that cutting a run anywhere gives the same bits. Samples come in rising order.</remarks>
/// <param name="rateHz">Nominal samples per second; a second is the nearest whole number of samples, at least two.</param>
internal sealed class SecondAccumulator(double rateHz)
{
    private readonly List<SecondStatistics> _seconds = [];
    private long _second = -1;
    private int _count;
    private Vector256<double> _reference; // the second's first sample: sums of differences lose no digits to gravity
    private Vector256<double> _sum;
    private Vector256<double> _squares;
    private Vector256<double> _least;
    private Vector256<double> _largest;

    /// <summary>Samples per second of the grid.</summary>
    public int SamplesPerSecond { get; } = Math.Max(2, (int)Math.Round(rateHz));

    /// <summary>The seconds that are complete; the running one follows with <see cref="Flush"/>.</summary>
    public IReadOnlyList<SecondStatistics> Seconds => _seconds;

    /// <summary>Adds received samples.</summary>
    /// <param name="firstIndex">Above every index added before.</param>
    /// <param name="xyzG">Interleaved calibrated x, y, z in g; finite.</param>
    public void Add(long firstIndex, ReadOnlySpan<double> xyzG)
    {
        for (long index = firstIndex; xyzG.Length > 0;)
        {
            long second = index / SamplesPerSecond;
            if (second != _second)
            {
                Flush();
                _second = second;
            }
            int samples = (int)Math.Min(xyzG.Length / 3, ((second + 1) * SamplesPerSecond) - index);
            Accumulate(xyzG[..(3 * samples)]);
            xyzG = xyzG[(3 * samples)..];
            index += samples;
        }
    }

    /// <summary>Ends the running second.</summary>
    public void Flush()
    {
        if (_count > 0)
        {
            Vector256<double> mean = _sum / _count;
            Vector256<double> variance = Vector256.Max(Vector256<double>.Zero, (_squares / _count) - (mean * mean));
            _seconds.Add(new SecondStatistics(
                _second * SamplesPerSecond, _count, Narrow(_reference + mean), Narrow(Vector256.Sqrt(variance)), Narrow(_least), Narrow(_largest)));
        }
        _count = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast at once: a command lives for half a second
    private void Accumulate(ReadOnlySpan<double> xyzG)
    {
        if (_count == 0)
        {
            _reference = Last(xyzG[..3]);
            _least = _largest = _reference;
            _sum = _squares = Vector256<double>.Zero;
        }
        _count += xyzG.Length / 3;
        Vector256<double> reference = _reference;
        (Vector256<double> sum, Vector256<double> squares, Vector256<double> least, Vector256<double> largest) = (_sum, _squares, _least, _largest);
        for (int at = 0; at < xyzG.Length; at += 3)
        {
            // Four lanes at once: the fourth is the next sample's x and is never looked at.
            Vector256<double> sample = at + 4 <= xyzG.Length ? Vector256.Create(xyzG[at..]) : Last(xyzG[at..]);
            Vector256<double> difference = sample - reference;
            sum += difference;
            squares += difference * difference;
            least = Vector256.Min(least, sample);
            largest = Vector256.Max(largest, sample);
        }
        (_sum, _squares, _least, _largest) = (sum, squares, least, largest);
    }

    private static Vector256<double> Last(ReadOnlySpan<double> xyz) => Vector256.Create(xyz[0], xyz[1], xyz[2], 0);

    private static Vector3 Narrow(Vector256<double> wide) => new((float)wide.GetElement(0), (float)wide.GetElement(1), (float)wide.GetElement(2));
}
