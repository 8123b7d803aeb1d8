using System.CommandLine;
using System.Globalization;
using NodaTime;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Cli.Events;
using RlsMotion.Cli.Terminals;
using RlsMotion.Recordings.Events;
using RlsMotion.Reports.Text;

namespace RlsMotion.Cli.Commands;

/// <summary><c>rlsmotion score</c>: applies the scoring rules to an event list.</summary>
internal static class ScoreCommand
{
    // An event list counts seconds from a zero of its own.
    private static readonly Instant Zero = NodaConstants.UnixEpoch;

    public static Command Create(Terminal terminal)
    {
        var events = new Argument<string>("EVENTS") { Description = "event list: CSV with the columns type,onset,duration (seconds); types L, R, W, N1, N2, N3, REM, RESP, AR" };
        Option<Word<RuleSet>> rules = CommonOptions.Rules();
        Option<Word<bool>> restart = CommonOptions.Choice("--restart-after-short", "whether the movement after a too short interval may start the next series", true,
            ("true", true), ("false", false));
        var window = new Option<(Duration From, Duration To)?>("--respiratory-window")
        {
            Description = "seconds around the end of a respiratory event within which a movement counts as its consequence; by the rules if left out (WASM: -2,10.25)",
            HelpName = "FROM,TO",
            CustomParser = result => Window(result.Tokens[0].Value) is { } parsed
                ? parsed
                : CommonOptions.Refuse<(Duration, Duration)?>(result, $"--respiratory-window {result.Tokens[0].Value} is not two numbers of seconds; write it like -2,10.25."),
        };
        Option<Word<OutputFormat>> format = CommonOptions.Format();
        Option<string?> output = CommonOptions.Output();
        var command = new Command("score", "Applies the scoring rules to an event list.") { events, rules, restart, window, format, output };
        command.SetAction(parsed =>
        {
            ScoringCriteria criteria = ScoringCriteria.For(parsed.GetValue(rules)!.Value) with { RestartAfterShort = parsed.GetValue(restart)!.Value };
            if (parsed.GetValue(window) is { } given)
            {
                criteria = criteria with { RespiratoryFromEventStart = false, RespiratoryFrom = given.From, RespiratoryTo = given.To };
            }
            Run(terminal, parsed.GetValue(events)!, criteria, parsed.GetValue(format)!.Value, parsed.GetValue(output));
            return CommandLine.Done;
        });
        return command;
    }

    private static void Run(Terminal terminal, string path, ScoringCriteria criteria, OutputFormat format, string? output)
    {
        try
        {
            criteria.ThrowIfInvalid();
        }
        catch (ArgumentException e)
        {
            throw new WrongUsageException(e.Message);
        }
        ReferenceScoring events = EventListReader.Read(path);
        SleepContext context = events.Context(Zero);
        Hypnogram.Check(path, context.Stages);
        // Whoever scored the list looked for these too: none in it means none happened.
        context = context with { RespiratoryEvents = context.RespiratoryEvents ?? [], Arousals = context.Arousals ?? [] };
        NightScore score = NightScorer.Score(events.LegMovements(Zero), criteria, context, []);
        CommonOptions.Deliver(terminal, output, writer =>
        {
            switch (format)
            {
                case OutputFormat.Json:
                    ScoreJson.Write(writer, score, Zero);
                    break;
                case OutputFormat.Csv:
                    WriteCsv(writer, score);
                    break;
                default:
                    NameValueTable.Write(writer, terminal.IsInteractive && output is null,
                        $"{score.Indices.Periodic} periodic of {score.Indices.LegMovements} leg movements, {NightWords.Of(criteria.Rules, score.Indices.Denominator)}.", Rows(score));
                    break;
            }
        });
    }

    private static void WriteCsv(TextWriter writer, NightScore score)
    {
        writer.Write("type,onset,duration,candidate,respiratory,periodic,series,periodic_without_respiratory,interval,stage\n");
        foreach (ScoredMovement movement in score.Movements)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture,
                $"{movement.Leg.ToString()[..1]},{(movement.Onset - Zero).TotalSeconds:0.###},{movement.Duration.TotalSeconds:0.###},{Word(movement.IsCandidate)},{Word(movement.IsRespiratory)},{Word(movement.IsPeriodic)},{movement.Series},{Word(movement.IsPeriodicWithoutRespiratory)},{movement.Interval?.TotalSeconds:0.###},{(movement.Stage is { } stage ? Hypnogram.NameOf(stage) : "")}\n"));
        }
    }

    private static string Word(bool claim) => claim ? "true" : "false";

    private static List<(string, string)> Rows(NightScore score)
    {
        ScoringIndices indices = score.Indices;
        return
        [
            ("Sleep", indices.SleepHours is { } hours ? NightWords.Hours(hours) : "unknown: no hypnogram in the list"),
            ("Awake", indices.WakeHours is { } wake ? NightWords.Hours(wake) : "unknown"),
            ("Candidates (CLM)", indices.Candidates.ToString(CultureInfo.InvariantCulture)),
            ("Periodic (PLM)", $"{indices.Periodic} in {score.Series.Count} series"),
            ("PLMS per hour", Text(indices.PlmsPerHour)),
            ("  without respiratory", Text(indices.PlmsNrPerHour)),
            ("  with arousal", Text(indices.PlmsArousalPerHour)),
            ("PLMW per hour", Text(indices.PlmwPerHour)),
            ("CLM per hour", Text(indices.ClmPerHour)),
            ("Short-interval CLM per hour", Text(indices.ShortIntervalPerHour)),
            ("Isolated CLM per hour", Text(indices.IsolatedPerHour)),
            ("Periodicity (PLM / CLM)", Text(indices.PeriodicityIndex)),
            ("  in sleep", Text(indices.PeriodicityIndexInSleep)),
            ("Periodicity (Ferri 2006)", Text(indices.PeriodicityIndexFerri)),
            ("Intervals <10, 10-90, >90 s", $"{indices.IntervalsBelow10}, {indices.Intervals10To90}, {indices.IntervalsAbove90}"),
            ("Geometric mean, all intervals", Text(indices.AllIntervals?.MeanSeconds, " s")),
            ("Geometric mean, 10-90 s", Text(indices.IntervalsInRange?.MeanSeconds, " s")),
            ("Mean duration, PLMS", Text(indices.MeanDurationPeriodicInSleepSeconds, " s")),
        ];
    }

    private static string Text(double? value, string unit = "") =>
        value is { } known ? known.ToString("0.00", CultureInfo.InvariantCulture) + unit : "unknown";

    private static (Duration, Duration)? Window(string text) =>
        text.Split(',') is [var first, var second]
        && decimal.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal from) && Math.Abs(from) < 1000
        && decimal.TryParse(second, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal to) && Math.Abs(to) < 1000
            ? (Duration.FromMilliseconds((long)(from * 1000)), Duration.FromMilliseconds((long)(to * 1000)))
            : null;
}
