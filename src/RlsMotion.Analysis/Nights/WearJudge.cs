using System.Numerics;

namespace RlsMotion.Analysis.Nights;

/// <summary>Says where a sensor was on a leg, and where that cannot be told.</summary>
/// <remarks>
/// A sleeping leg can lie still for an hour, a table lies stiller: gravity keeps its direction to within a degree, no second is livelier than noise, and a
/// table does not breathe: the means of its seconds differ by noise alone. Source of the two-axes rule: van Hees et al., PLoS ONE 2011;6:e22922 (13 mg, 50 mg, 60 min). That rule alone says only "perhaps not".
/// </remarks>
internal static class WearJudge
{
    private const int WindowEpochs = 120; // an hour
    private const int LongWindowEpochs = 180; // an hour and a half: what it takes without a thermometer

    /// <summary>A window is tried every five minutes: wear is known to no less.</summary>
    private const int StepEpochs = 10;

    private const float StillDeviationG = 0.013f;
    private const float StillRangeG = 0.050f;

    /// <summary>Gravity on a table: 15 mg are 0.9 degrees; warming up or cooling down moves a sensor's zero by a few mg.</summary>
    private const float TableRangeG = 0.015f;

    /// <summary>Noise: the liveliest second is no more than this many usual ones, or than <see cref="TableActivityG"/>.</summary>
    private const double TableActivityRatio = 3;

    private const double TableActivityG = 0.006;

    /// <summary>A leg that breathes: the means of seconds vary by more than this many times what white noise would make them vary.</summary>
    private const float LivingRatio = 1.5f;

    /// <summary>What every sensor's slow noise may add to the means' variance, in g squared: (0.2 mg)^2.</summary>
    private const float SlowNoise = 4e-8f;

    /// <summary>Hardly a bedroom is warmer than this, a worn sensor always is, in degrees Celsius.</summary>
    private const double LikelyWornC = 28;

    /// <summary>A leg keeps a sensor warm: this much below its usual temperature it is off, in degrees Celsius.</summary>
    private const double OffCooling = 3;

    private enum Look
    {
        Moves,
        Still,
        Table,
    }

    /// <summary>True, false or null (cannot be told) for each epoch.</summary>
    /// <param name="epochs">One leg's epochs with evidence, in order.</param>
    public static bool?[] Judge(IReadOnlyList<EpochEvidence> epochs)
    {
        var worn = new bool?[epochs.Count];
        var still = new bool[epochs.Count];
        var table = new bool[epochs.Count];
        Mark(epochs, WindowEpochs, still, Look.Still);
        Mark(epochs, LongWindowEpochs, table, Look.Table);
        var tableHour = new bool[epochs.Count];
        Mark(epochs, WindowEpochs, tableHour, Look.Table);
        double? usual = Median(epochs.Where((epoch, i) => !still[i] && epoch.TemperatureC is not null).Select(epoch => epoch.TemperatureC!.Value));
        for (int i = 0; i < worn.Length; i++)
        {
            bool? isWarm = usual is { } warm && epochs[i].TemperatureC is { } here ? here > warm - OffCooling : null;
            worn[i] = epochs[i].IsCharging ? false
                : !still[i] ? true
                : isWarm == true ? true
                : isWarm == false ? (tableHour[i] ? false : null)
                : table[i] && !(epochs[i].TemperatureC >= LikelyWornC) ? false
                : null;
        }
        return worn;
    }

    private static void Mark(IReadOnlyList<EpochEvidence> epochs, int length, bool[] marked, Look wanted)
    {
        int markedTo = 0;
        for (int i = 0; i + length <= epochs.Count; i += StepEpochs)
        {
            if (epochs[i + length - 1].Number - epochs[i].Number == length - 1 && LookOf(epochs, i, i + length) >= wanted)
            {
                for (int j = Math.Max(i, markedTo); j < i + length; j++)
                {
                    marked[j] = true;
                }
                markedTo = i + length;
            }
        }
    }

    private static Look LookOf(IReadOnlyList<EpochEvidence> epochs, int from, int to)
    {
        (Vector3 least, Vector3 largest) = (epochs[from].Least, epochs[from].Largest);
        (Vector3 leastMean, Vector3 largestMean) = (epochs[from].LeastMean, epochs[from].LargestMean);
        (Vector3 mean, Vector3 square) = (Vector3.Zero, Vector3.Zero);
        (Vector3 wander, Vector3 noise) = (Vector3.Zero, Vector3.Zero);
        float liveliest = 0;
        for (int i = from; i < to; i++)
        {
            least = Vector3.Min(least, epochs[i].Least);
            largest = Vector3.Max(largest, epochs[i].Largest);
            leastMean = Vector3.Min(leastMean, epochs[i].LeastMean);
            largestMean = Vector3.Max(largestMean, epochs[i].LargestMean);
            liveliest = Math.Max(liveliest, epochs[i].LargestActivityG);
            Vector3 offset = epochs[i].Mean - epochs[from].Mean; // keeps digits that gravity would cost
            mean += offset;
            square += epochs[i].MeanSquare - (epochs[i].Mean * epochs[i].Mean) + (offset * offset);
            wander += epochs[i].Wander;
            noise += epochs[i].NoiseOfMeans;
            if (CountBelow(largest - least, new Vector3(StillRangeG)) < 2)
            {
                return Look.Moves;
            }
        }
        mean /= to - from;
        Vector3 deviation = Vector3.SquareRoot(Vector3.Max(Vector3.Zero, (square / (to - from)) - (mean * mean)));
        if (CountBelow(deviation, new Vector3(StillDeviationG)) < 2)
        {
            return Look.Moves;
        }
        double usual = Median(Enumerable.Range(from, to - from).Select(i => epochs[i].ActivityG ?? 0)) ?? 0;
        bool breathes = CountBelow(wander / (to - from), (LivingRatio * noise / (to - from)) + new Vector3(SlowNoise)) < 3;
        bool liesAsOnATable = CountBelow(largestMean - leastMean, new Vector3(TableRangeG)) == 3
            && liveliest <= Math.Max(TableActivityG, TableActivityRatio * usual);
        return liesAsOnATable && !breathes ? Look.Table : Look.Still;
    }

    private static int CountBelow(Vector3 value, Vector3 limit) =>
        (value.X < limit.X ? 1 : 0) + (value.Y < limit.Y ? 1 : 0) + (value.Z < limit.Z ? 1 : 0);

    private static double? Median(IEnumerable<double> values)
    {
        List<double> sorted = [.. values.Order()];
        return sorted.Count == 0 ? null : sorted[sorted.Count / 2];
    }
}
