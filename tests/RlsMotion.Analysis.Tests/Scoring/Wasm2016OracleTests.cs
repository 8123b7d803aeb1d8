using System.Text.Json;
using RlsMotion.Analysis.Scoring;
using RlsMotion.TestKit;

namespace RlsMotion.Analysis.Tests.Scoring;

/// <summary>PLMScoRe's results on boundary cases and random nights (oracles/wasm2016).</summary>
public sealed class Wasm2016OracleTests
{
    private const int Vectors = 31;

    // Indices are compared to the precision that PLMScoRe prints them with.
    private const double Tolerance = 0.01;

    [Fact]
    public void Every_vector_agrees_in_flags_series_and_intervals_exactly_and_in_indices_to_a_hundredth()
    {
        string[] vectors = [.. Directory.GetFiles(SharedData.Path("oracles/wasm2016"), "*.events.csv").Order(StringComparer.Ordinal)];
        var differences = new List<string>();
        foreach (string vector in vectors)
        {
            EventFile events = EventFile.Read(vector);
            NightScore score = Night.Score(events.Movements, context: events.Context);
            using var expected = JsonDocument.Parse(File.ReadAllText(vector.Replace(".events.csv", ".expected.json", StringComparison.Ordinal)));
            string name = Path.GetFileName(vector);
            differences.AddRange(Movements(score, expected.RootElement.GetProperty("movements")).Concat(
                Indices(score.Indices, expected.RootElement.GetProperty("indices"))).Select(difference => $"{name}: {difference}"));
        }
        Assert.Equal(Vectors, vectors.Length);
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences.Take(30)));
    }

    private static IEnumerable<string> Movements(NightScore score, JsonElement expected)
    {
        if (score.Movements.Count != expected.GetArrayLength())
        {
            yield return $"{score.Movements.Count} movements, not {expected.GetArrayLength()}";
            yield break;
        }
        foreach ((ScoredMovement movement, JsonElement wanted) in score.Movements.Zip(expected.EnumerateArray()))
        {
            string got = Line(movement);
            string want = Line(wanted);
            if (got != want)
            {
                yield return $"got  {got}{Environment.NewLine}want {want}";
            }
        }
    }

    private static string Line(ScoredMovement movement) => string.Join(' ',
        (movement.Onset - EventFile.Zero).TotalMilliseconds, (movement.Offset - EventFile.Zero).TotalMilliseconds,
        movement.Leg.ToString().ToLowerInvariant(), movement.IsCandidate, movement.IsRespiratory, movement.IsPeriodic, movement.Series,
        movement.IsPeriodicWithoutRespiratory, movement.Interval?.TotalMilliseconds, movement.Stage);

    private static string Line(JsonElement wanted) => string.Join(' ',
        Milliseconds(wanted, "onset"), Milliseconds(wanted, "offset"), wanted.GetProperty("leg").GetString(),
        wanted.GetProperty("candidate").GetBoolean(), wanted.GetProperty("respiratory").GetBoolean(), wanted.GetProperty("periodic").GetBoolean(),
        Number(wanted, "series"), wanted.GetProperty("periodicWithoutRespiratory").GetBoolean(), Milliseconds(wanted, "interval"),
        wanted.GetProperty("stage").GetString() is { } stage ? EventFile.Stage(stage) : null);

    private static IEnumerable<string> Indices(ScoringIndices got, JsonElement expected)
    {
        (string Key, double? Value)[] values =
        [
            ("sleepHours", got.SleepHours), ("wakeHours", got.WakeHours), ("plmsPerHour", got.PlmsPerHour), ("plmwPerHour", got.PlmwPerHour),
            ("plmsNrPerHour", got.PlmsNrPerHour), ("plmsArousalPerHour", got.PlmsArousalPerHour), ("clmPerHour", got.ClmPerHour),
            ("periodicityIndexAll", got.PeriodicityIndex), ("periodicityIndexSleep", got.PeriodicityIndexInSleep),
            ("intervalsBelow10", got.IntervalsBelow10), ("intervals10to90", got.Intervals10To90), ("intervalsAbove90", got.IntervalsAbove90),
            ("plmMeanDuration", got.MeanDurationPeriodicInSleepSeconds), ("logIntervalMeanSeconds", got.AllIntervals?.MeanSeconds),
            ("logIntervalSdRatio", got.AllIntervals?.SdRatio),
        ];
        Assert.Equal(expected.EnumerateObject().Select(property => property.Name).Order(), values.Select(value => value.Key).Order());
        foreach ((string key, double? value) in values)
        {
            double? wanted = Number(expected, key);
            if (value is null != wanted is null || Math.Abs(value.GetValueOrDefault() - wanted.GetValueOrDefault()) > Tolerance)
            {
                yield return $"{key} {value}, not {wanted}";
            }
        }
    }

    private static double? Number(JsonElement parent, string key) =>
        parent.GetProperty(key) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static decimal? Milliseconds(JsonElement parent, string key) =>
        parent.GetProperty(key) is { ValueKind: JsonValueKind.Number } number ? Math.Round(number.GetDecimal() * 1000, 0) : null;
}
