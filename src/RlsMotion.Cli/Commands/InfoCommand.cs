using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RlsMotion.Cli.Terminals;
using RlsMotion.Recordings;

namespace RlsMotion.Cli.Commands;

/// <summary><c>rlsmotion info</c>: what a recording holds.</summary>
internal static class InfoCommand
{
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss.fff");

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "a recording" };
        Option<DateTimeZone?> zone = CommonOptions.Zone("zone of local times in a file that names none; an IANA name such as Europe/Berlin");
        Option<double?> rate = CommonOptions.Rate();
        Option<Word<AccelerationUnit>> unit = CommonOptions.Unit();
        Option<Word<OutputFormat>> format = CommonOptions.Format();
        Option<string?> output = CommonOptions.Output();
        var command = new Command("info", "Says what a recording holds.") { file, zone, rate, unit, format, output };
        command.SetAction(parsed =>
        {
            using Recording recording = RecordingReader.Open(parsed.GetValue(file)!, new RecordingOptions
            {
                Zone = parsed.GetValue(zone),
                RateHz = parsed.GetValue(rate),
                Unit = parsed.GetValue(unit)?.Value,
            });
            RecordingSummary summary = recording.Summarize();
            CommonOptions.Deliver(terminal, parsed.GetValue(output), writer =>
            {
                switch (parsed.GetValue(format)!.Value)
                {
                    case OutputFormat.Json:
                        writer.WriteLine(Json(recording.Info, summary));
                        break;
                    case OutputFormat.Csv:
                        WriteCsv(writer, recording.Info, summary);
                        break;
                    default:
                        NameValueTable.Write(writer, terminal.IsInteractive && parsed.GetValue(output) is null, recording.Path, Rows(recording.Info, summary));
                        break;
                }
            });
            return CommandLine.Done;
        });
        return command;
    }

    // One line under one header: the plain numbers, with the names that JSON has; lists stay in JSON.
    private static void WriteCsv(TextWriter writer, RecordingInfo info, RecordingSummary summary)
    {
        (string Name, string? Value)[] cells =
        [
            ("format", info.Format.ToString().ToLowerInvariant()),
            ("device", info.Device),
            ("serial", info.Serial),
            ("samples", summary.Samples.ToString(CultureInfo.InvariantCulture)),
            ("rateHz", info.RateHz.ToString(CultureInfo.InvariantCulture)),
            ("axes", info.Axes.ToString(CultureInfo.InvariantCulture)),
            ("start", Text(info, summary.Start)),
            ("end", Text(info, summary.End)),
            ("zone", info.Zone?.Id),
            ("durationSeconds", Math.Round(summary.Duration.TotalSeconds, 6).ToString(CultureInfo.InvariantCulture)),
            ("gaps", summary.Gaps.Count.ToString(CultureInfo.InvariantCulture)),
            ("badBlocks", summary.BadBlocks.ToString(CultureInfo.InvariantCulture)),
            ("temperatureMeanC", summary.TemperatureMeanC?.ToString("0.##", CultureInfo.InvariantCulture)),
        ];
        writer.Write(string.Join(',', cells.Select(cell => cell.Name)) + "\n");
        writer.Write(string.Join(',', cells.Select(cell => Quoted(cell.Value))) + "\n");
    }

    private static string Quoted(string? text) =>
        text is null ? "" : text.AsSpan().IndexOfAny(",\"\n\r") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static string Json(RecordingInfo info, RecordingSummary summary)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("format", info.Format.ToString().ToLowerInvariant());
            writer.WriteString("device", info.Device);
            writer.WriteString("serial", info.Serial);
            writer.WriteNumber("samples", summary.Samples);
            writer.WriteNumber("rateHz", info.RateHz);
            writer.WriteNumber("axes", info.Axes);
            writer.WriteString("start", Text(info, summary.Start));
            writer.WriteString("end", Text(info, summary.End));
            writer.WriteString("zone", info.Zone?.Id);
            writer.WriteNumber("durationSeconds", Math.Round(summary.Duration.TotalSeconds, 6));
            writer.WriteStartArray("gaps");
            foreach (RecordingGap gap in summary.Gaps)
            {
                writer.WriteStartObject();
                writer.WriteString("from", Text(info, gap.From));
                writer.WriteString("to", Text(info, gap.To));
                writer.WriteNumber("firstIndex", gap.FirstIndex);
                writer.WriteNumber("samples", gap.Samples);
                writer.WriteString("reason", JsonNamingPolicy.KebabCaseLower.ConvertName(gap.Reason.ToString()));
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteNumber("badBlocks", summary.BadBlocks);
            if (summary.TemperatureMeanC is { } temperature)
            {
                writer.WriteNumber("temperatureMeanC", Math.Round(temperature, 2));
            }
            else
            {
                writer.WriteNull("temperatureMeanC");
            }
            Write(writer, "meanG", summary.MeanG);
            Write(writer, "sdG", summary.SdG);
            Write(writer, "firstG", summary.FirstG);
            Write(writer, "lastG", summary.LastG);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static List<(string, string)> Rows(RecordingInfo info, RecordingSummary summary)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        return
        [
            ("Format", info.Format.ToString().ToUpperInvariant()),
            ("Device", info.Device is null ? "unknown" : $"{info.Device} {info.Serial}".TrimEnd()),
            ("Samples", summary.Samples.ToString("N0", invariant)),
            ("Rate", $"{info.RateHz.ToString("0.###", invariant)} Hz, {info.Axes} axes"),
            ("Start", Text(info, summary.Start) ?? "unknown"),
            ("End", Text(info, summary.End) ?? "unknown"),
            ("Zone", info.Zone?.Id ?? (info.HasTimes ? "unknown: local times" : "unknown")),
            ("Duration", $"{summary.Duration.TotalSeconds.ToString("0.###", invariant)} s"),
            ("Gaps", summary.Gaps.Count == 0 ? "none" : summary.Gaps.Count.ToString(invariant)),
            ("Damaged blocks", summary.BadBlocks.ToString(invariant)),
            ("Mean temperature", summary.TemperatureMeanC is { } temperature ? $"{temperature.ToString("0.0", invariant)} °C" : "unknown"),
            ("Mean x, y, z", Vector(summary.MeanG)),
            ("Deviation x, y, z", Vector(summary.SdG)),
        ];
    }

    private static string Vector(IReadOnlyList<double> values) => string.Join(", ", values.Select(value => value.ToString("0.0000", CultureInfo.InvariantCulture))) + " g";

    // UTC where the file says what its times are; else its own local times, without a Z.
    private static string? Text(RecordingInfo info, Instant? instant) =>
        instant is { } known ? Time.Format(known.InUtc().LocalDateTime) + (info.Zone is null ? "" : "Z") : null;

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<double> values)
    {
        writer.WriteStartArray(name);
        foreach (double value in values)
        {
            writer.WriteNumberValue(value);
        }
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<IReadOnlyList<double>> rows)
    {
        writer.WriteStartArray(name);
        foreach (IReadOnlyList<double> row in rows)
        {
            writer.WriteStartArray();
            foreach (double value in row)
            {
                writer.WriteNumberValue(value);
            }
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }
}
