using System.Numerics;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Analysis.Nights;

/// <summary>What half a minute of one leg says, gathered second by second.</summary>
internal sealed class EpochEvidence(long number)
{
    private Vector3 _meanSum;
    private Vector3 _squareSum;
    private Vector3 _firstMean;
    private Vector3 _wanderSum; // of the seconds' means, counted from the first one: gravity would cost digits
    private Vector3 _wanderSquareSum;
    private Vector3 _noiseSum;
    private double _activitySum;
    private double _quietSum;
    private double _temperatureSum;
    private int _temperatures;

    /// <summary>Half minutes since 1970.</summary>
    public long Number => number;

    public long FromMilliseconds => number * LengthMilliseconds;

    public static long LengthMilliseconds { get; } = (long)Epoch.Length.TotalMilliseconds;

    /// <summary>Seconds that were received.</summary>
    public int Seconds { get; private set; }

    /// <summary>Of these, the seconds outside removed movements.</summary>
    public int QuietSeconds { get; private set; }

    /// <summary>Range of the seconds' values, axis by axis, in g.</summary>
    public Vector3 Least { get; private set; } = new(float.PositiveInfinity);

    public Vector3 Largest { get; private set; } = new(float.NegativeInfinity);

    /// <summary>Range of the seconds' means: where gravity pointed.</summary>
    public Vector3 LeastMean { get; private set; } = new(float.PositiveInfinity);

    public Vector3 LargestMean { get; private set; } = new(float.NegativeInfinity);

    /// <summary>The liveliest second, in g.</summary>
    public float LargestActivityG { get; private set; }

    public bool IsCharging { get; set; }

    /// <summary>A movement of the whole body, or a leg that came to lie differently, touches it.</summary>
    public bool HoldsGrossMovement { get; set; }

    public Vector3 Mean => _meanSum / Seconds;

    /// <summary>Mean square of the values, axis by axis.</summary>
    public Vector3 MeanSquare => _squareSum / Seconds;

    /// <summary>Variance of the seconds' means, axis by axis: noise, and what is slower than a second, such as breathing.</summary>
    public Vector3 Wander => Vector3.Max(Vector3.Zero, (_wanderSquareSum / Seconds) - (_wanderSum / Seconds * (_wanderSum / Seconds)));

    /// <summary>What that variance would be if there were nothing but white noise.</summary>
    public Vector3 NoiseOfMeans => _noiseSum / Seconds;

    /// <summary>Mean activity in g; null where nothing was received.</summary>
    public double? ActivityG => Seconds == 0 ? null : _activitySum / Seconds;

    /// <summary>Mean activity outside removed movements, in g; null where nothing is left.</summary>
    public double? QuietActivityG => QuietSeconds == 0 ? null : _quietSum / QuietSeconds;

    public double? TemperatureC => _temperatures == 0 ? null : _temperatureSum / _temperatures;

    public void Add(in SecondStatistics second, bool isRemoved)
    {
        if (Seconds++ == 0)
        {
            _firstMean = second.Mean;
        }
        Vector3 wander = second.Mean - _firstMean;
        _wanderSum += wander;
        _wanderSquareSum += wander * wander;
        _noiseSum += second.Deviation * second.Deviation / second.Count;
        _meanSum += second.Mean;
        _squareSum += (second.Mean * second.Mean) + (second.Deviation * second.Deviation);
        Least = Vector3.Min(Least, second.Least);
        Largest = Vector3.Max(Largest, second.Largest);
        LeastMean = Vector3.Min(LeastMean, second.Mean);
        LargestMean = Vector3.Max(LargestMean, second.Mean);
        LargestActivityG = Math.Max(LargestActivityG, second.ActivityG);
        _activitySum += second.ActivityG;
        if (!isRemoved)
        {
            QuietSeconds++;
            _quietSum += second.ActivityG;
        }
    }

    public void AddTemperature(double celsius)
    {
        _temperatureSum += celsius;
        _temperatures++;
    }
}
