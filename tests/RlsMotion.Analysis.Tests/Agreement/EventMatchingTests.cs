using System.Globalization;
using System.Text.Json;
using CsCheck;
using NodaTime;
using RlsMotion.Analysis.Agreement;
using RlsMotion.TestKit;

namespace RlsMotion.Analysis.Tests.Agreement;

public sealed class EventMatchingTests
{
    private static readonly Instant Zero = Instant.FromUtc(2026, 1, 1, 21, 0);

    private static readonly Gen<List<Interval>> AFew =
        Gen.Select(Gen.Int[0, 40], Gen.Int[1, 15]).List[0, 6].Select(cells => cells.ConvertAll(cell => Span(cell.Item1, cell.Item1 + cell.Item2)));

    [Theory]
    [InlineData("0.1")]
    [InlineData("0.2")]
    [InlineData("0.3")]
    [InlineData("0.5")]
    [InlineData("0.7")]
    public void Overlap_matching_agrees_with_the_oracle(string threshold) => Check($"iou>={threshold}",
        EventMatching.ByOverlap(Read("night.reference.csv"), Read("night.detected.csv"), double.Parse(threshold, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("0.1", 100)]
    [InlineData("0.2", 200)]
    [InlineData("0.25", 250)]
    [InlineData("0.5", 500)]
    [InlineData("1.0", 1000)]
    public void Onset_matching_agrees_with_the_oracle(string tolerance, long milliseconds) => Check($"onset<={tolerance}s",
        EventMatching.ByOnset(Read("night.reference.csv"), Read("night.detected.csv"), Duration.FromMilliseconds(milliseconds)));

    [Fact]
    public void No_pairing_is_larger_and_none_as_large_is_closer() => Gen.Select(AFew, AFew, Gen.Double[0.05, 0.9]).Sample((reference, detected, threshold) =>
    {
        MatchingResult result = EventMatching.ByOverlap(reference, detected, threshold);
        (int count, double closeness) = Best(reference, detected, threshold, 0, new bool[detected.Count]);
        Assert.Equal(count, result.TruePositives);
        Assert.Equal(closeness, result.Pairs.Sum(pair => Iou(reference[pair.Reference], detected[pair.Detected])), 4);
        Assert.Equal(result.Pairs.Count, result.Pairs.Select(pair => pair.Detected).Distinct().Count());
    });

    [Fact]
    public void Events_agree_wholly_with_themselves()
    {
        List<Interval> night = Read("night.reference.csv");
        MatchingResult result = EventMatching.ByOverlap(night, night, 1);
        Assert.Equal(1.0, result.F1);
        Assert.Equal(0.0, result.OnsetBiasSeconds);
        Assert.Equal(0.0, result.OnsetErrorQuantileSeconds(0.95));
    }

    [Fact]
    public void Thousands_of_touching_events_are_matched_too()
    {
        // A chain in which every detected event touches two reference events.
        List<Interval> reference = [.. Enumerable.Range(0, 2000).Select(i => Span(i * 10, (i * 10) + 10))];
        List<Interval> detected = [.. Enumerable.Range(0, 2000).Select(i => Span((i * 10) + 4, (i * 10) + 14))];
        MatchingResult result = EventMatching.ByOverlap(reference, detected, 0.1);
        Assert.Equal(2000, result.TruePositives);
        Assert.Equal(0.4, result.OnsetBiasSeconds!.Value, 9);
        Assert.Equal(0.0, result.OnsetSdSeconds!.Value, 9);
    }

    [Fact]
    public void What_has_nothing_to_be_computed_from_is_null()
    {
        MatchingResult empty = EventMatching.ByOverlap([], [], 0.3);
        Assert.Null(empty.F1);
        Assert.Null(empty.Precision);
        Assert.Null(empty.Recall);
        Assert.Null(empty.OnsetBiasSeconds);
        Assert.Null(empty.OnsetErrorQuantileSeconds(0.5));
        Assert.Equal(0.0, EventMatching.ByOverlap([Span(0, 1)], [], 0.3).F1);
    }

    private static Interval Span(int fromTenths, int toTenths) =>
        new(Zero + Duration.FromMilliseconds(fromTenths * 100), Zero + Duration.FromMilliseconds(toTenths * 100));

    private static double Iou(Interval a, Interval b)
    {
        Duration shared = Duration.Min(a.End - a.Start, Duration.Zero) + (Instant.Min(a.End, b.End) - Instant.Max(a.Start, b.Start));
        return shared / (Instant.Max(a.End, b.End) - Instant.Min(a.Start, b.Start));
    }

    // Every pairing there is, for lists short enough.
    private static (int Count, double Closeness) Best(List<Interval> reference, List<Interval> detected, double threshold, int row, bool[] taken)
    {
        if (row == reference.Count)
        {
            return (0, 0);
        }
        (int Count, double Closeness) best = Best(reference, detected, threshold, row + 1, taken);
        for (int column = 0; column < detected.Count; column++)
        {
            double iou = Iou(reference[row], detected[column]);
            if (!taken[column] && iou >= threshold)
            {
                taken[column] = true;
                (int count, double closeness) = Best(reference, detected, threshold, row + 1, taken);
                taken[column] = false;
                best = (count + 1, closeness + iou).CompareTo(best) > 0 ? (count + 1, closeness + iou) : best;
            }
        }
        return best;
    }

    private static void Check(string key, MatchingResult result)
    {
        using var oracle = JsonDocument.Parse(File.ReadAllText(SharedData.Path("oracles/agreement/matching.json")));
        JsonElement expected = oracle.RootElement.GetProperty(key);
        Assert.Equal(oracle.RootElement.GetProperty("n_ref").GetInt32(), result.References);
        Assert.Equal(oracle.RootElement.GetProperty("n_hyp").GetInt32(), result.Detections);
        Assert.Equal(expected.GetProperty("tp").GetInt32(), result.TruePositives);
        Assert.Equal(expected.GetProperty("P").GetDouble(), result.Precision!.Value, 4);
        Assert.Equal(expected.GetProperty("R").GetDouble(), result.Recall!.Value, 4);
        Assert.Equal(expected.GetProperty("F1").GetDouble(), result.F1!.Value, 4);
    }

    private static List<Interval> Read(string name) =>
        [.. File.ReadLines(SharedData.Path($"oracles/agreement/{name}")).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')).Select(cells =>
            new Interval(Zero + Milliseconds(cells[1]), Zero + Milliseconds(cells[1]) + Milliseconds(cells[2])))];

    private static Duration Milliseconds(string seconds) => Duration.FromMilliseconds((long)(decimal.Parse(seconds, CultureInfo.InvariantCulture) * 1000));
}
