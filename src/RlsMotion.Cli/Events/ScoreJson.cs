using System.Text;
using System.Text.Json;
using NodaTime;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Cli.Events;

/// <summary>A scored event list as JSON; times in seconds from the list's zero, null for what is not known.</summary>
internal static class ScoreJson
{
    public static void Write(TextWriter target, NightScore score, Instant zero)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("rules", score.Criteria.Rules.ToString().ToLowerInvariant());
            writer.WriteStartArray("movements");
            foreach (ScoredMovement movement in score.Movements)
            {
                WriteMovement(writer, movement, zero);
            }
            writer.WriteEndArray();
            WriteIndices(writer, score.Indices);
            writer.WriteEndObject();
        }
        target.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void WriteMovement(Utf8JsonWriter writer, ScoredMovement movement, Instant zero)
    {
        writer.WriteStartObject();
        Write(writer, "onset", Seconds(movement.Onset - zero));
        Write(writer, "offset", Seconds(movement.Offset - zero));
        writer.WriteString("leg", movement.Leg.ToString().ToLowerInvariant());
        writer.WriteBoolean("candidate", movement.IsCandidate);
        writer.WriteBoolean("respiratory", movement.IsRespiratory);
        writer.WriteBoolean("periodic", movement.IsPeriodic);
        Write(writer, "series", movement.Series);
        writer.WriteBoolean("periodicWithoutRespiratory", movement.IsPeriodicWithoutRespiratory);
        Write(writer, "interval", movement.Interval is { } interval ? Seconds(interval) : null);
        writer.WriteString("stage", movement.Stage is { } stage ? Hypnogram.NameOf(stage) : null);
        writer.WriteEndObject();
    }

    private static void WriteIndices(Utf8JsonWriter writer, ScoringIndices indices)
    {
        writer.WriteStartObject("indices");
        Write(writer, "sleepHours", indices.SleepHours);
        Write(writer, "wakeHours", indices.WakeHours);
        Write(writer, "plmsPerHour", indices.PlmsPerHour);
        Write(writer, "plmwPerHour", indices.PlmwPerHour);
        Write(writer, "plmsNrPerHour", indices.PlmsNrPerHour);
        Write(writer, "plmsArousalPerHour", indices.PlmsArousalPerHour);
        Write(writer, "clmPerHour", indices.ClmPerHour);
        Write(writer, "periodicityIndexAll", indices.PeriodicityIndex);
        Write(writer, "periodicityIndexSleep", indices.PeriodicityIndexInSleep);
        Write(writer, "periodicityIndexFerri", indices.PeriodicityIndexFerri);
        Write(writer, "intervalsBelow10", indices.IntervalsBelow10);
        Write(writer, "intervals10to90", indices.Intervals10To90);
        Write(writer, "intervalsAbove90", indices.IntervalsAbove90);
        Write(writer, "plmMeanDuration", indices.MeanDurationPeriodicInSleepSeconds);
        Write(writer, "logIntervalMeanSeconds", indices.AllIntervals?.MeanSeconds);
        Write(writer, "logIntervalSdRatio", indices.AllIntervals?.SdRatio);
        writer.WriteEndObject();
    }

    private static double Seconds(Duration duration) => (long)duration.TotalMilliseconds / 1000.0;

    private static void Write(Utf8JsonWriter writer, string key, double? value)
    {
        if (value is { } known)
        {
            writer.WriteNumber(key, known);
        }
        else
        {
            writer.WriteNull(key);
        }
    }
}
