using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Cli.Events;
using RlsMotion.Cli.Nights;
using RlsMotion.Cli.Terminals;
using RlsMotion.Recordings;
using RlsMotion.Recordings.Events;
using RlsMotion.Reports.Charts;
using RlsMotion.Reports.Json;
using RlsMotion.Reports.Pages;
using RlsMotion.Reports.Text;

namespace RlsMotion.Cli.Commands;

/// <summary><c>rlsmotion analyze</c>: a night from files.</summary>
internal static class AnalyzeCommand
{
    private const int PlotWidth = 1280; // pixels; a desk's screen

    private static readonly LocalDateTimePattern LocalTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    private enum Protocol
    {
        Night,
        Sit,
    }

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string?>("FILE") { Description = "recording of the leg that --leg names", Arity = ArgumentArity.ZeroOrOne };
        Option<Leg> leg = CommonOptions.Leg();
        var left = new Option<string?>("--left") { Description = "recording of the left leg", HelpName = "FILE" };
        var right = new Option<string?>("--right") { Description = "recording of the right leg", HelpName = "FILE" };
        Option<Protocol> protocol = CommonOptions.Choice("--protocol", "a night, or a suggested immobilisation test (awake, 60 min, intervals from 4 s)", Protocol.Night,
            ("night", Protocol.Night), ("sit", Protocol.Sit));
        Option<RuleSet> rules = CommonOptions.Rules();
        Option<DateTimeZone?> zone = CommonOptions.Zone();
        var start = new Option<LocalDateTime?>("--start")
        {
            Description = "local time of the first sample of a file without times, such as 2026-03-28T22:30",
            HelpName = "TIME",
            CustomParser = result => ParseTime(result.Tokens[0].Value) is { } time
                ? time
                : CommonOptions.Refuse<LocalDateTime?>(result, $"--start {result.Tokens[0].Value} is no local time; write it like 2026-03-28T22:30."),
        };
        var hypnogram = new Option<string?>("--hypnogram") { Description = "event list with sleep stages (and RESP, AR), in seconds from the first sample", HelpName = "FILE" };
        Option<OutputFormat> format = CommonOptions.Format();
        Option<string?> output = CommonOptions.Output();
        var report = new Option<string?>("--report") { Description = "write a page for people", HelpName = "FILE.html" };
        var plot = new Option<string?>("--plot") { Description = "draw the night", HelpName = "FILE.svg" };
        var command = new Command("analyze", "Finds and counts the leg movements of a night in recordings of one or both legs.")
        {
            file, leg, left, right, protocol, rules, zone, start, hypnogram, format, output, report, plot,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            IReadOnlyList<(Leg, string)> paths = Paths(parsed.GetValue(file), parsed.GetValue(leg), parsed.GetValue(left), parsed.GetValue(right));
            RequireEnding("--report", parsed.GetValue(report), ".html");
            RequireEnding("--plot", parsed.GetValue(plot), ".svg");
            bool isSit = parsed.GetValue(protocol) == Protocol.Sit;
            if (isSit && parsed.GetResult(rules) is { Implicit: false })
            {
                throw new WrongUsageException("--protocol sit has its own rules; leave out --rules.");
            }
            DateTimeZone? given = parsed.GetValue(zone);
            using var files = NightFiles.Open(paths, new RecordingOptions
            {
                Zone = given,
                Start = parsed.GetValue(start)?.InZoneLeniently(given ?? DateTimeZone.Utc).ToInstant(),
            });
            SleepContext context = ContextOf(parsed.GetValue(hypnogram), files.Start);
            NightRecord night = Choose(terminal, files, files.Read(key => new NightOptions
            {
                Rules = parsed.GetValue(rules),
                Criteria = isSit ? ScoringCriteria.ForImmobilisationTest() : null,
                // Awake and lying still from beginning to end: the whole recording counts, not what looks like rest.
                Context = isSit ? context with { Lights = new Interval(key.Start, key.End) } : context,
            }, cancellationToken));
            Deliver(terminal, night, isSit, parsed.GetValue(format), parsed.GetValue(output));
            if (parsed.GetValue(report) is { } page)
            {
                OutputFile.WriteText(page, writer => NightHtml.Write(writer, night));
            }
            if (parsed.GetValue(plot) is { } picture)
            {
                OutputFile.WriteText(picture, writer => writer.Write(NightTimelineSvg.Render(night, PlotWidth)));
            }
            return Task.FromResult(CommandLine.Done);
        });
        return command;
    }

    private static List<(Leg, string)> Paths(string? file, Leg leg, string? left, string? right)
    {
        if (file is not null && leg == Leg.None)
        {
            throw new WrongUsageException("Say which leg FILE is of, with --leg left or --leg right.");
        }
        if (file is null && leg != Leg.None)
        {
            throw new WrongUsageException("--leg needs a FILE; or give --left FILE, --right FILE.");
        }
        if (file is not null && (leg == Leg.Left ? left : right) is { } twice)
        {
            throw new WrongUsageException($"Two files for one leg: {file} and {twice}.");
        }
        (left, right) = leg switch { Leg.Left => (file, right), Leg.Right => (left, file), _ => (left, right) };
        List<(Leg, string)> paths = [];
        if (left is not null)
        {
            paths.Add((Leg.Left, left));
        }
        if (right is not null)
        {
            paths.Add((Leg.Right, right));
        }
        return paths.Count > 0 ? paths : throw new WrongUsageException("Name a recording: FILE --leg left, --left FILE, --right FILE.");
    }

    private static void RequireEnding(string option, string? path, string ending)
    {
        if (path is not null && !path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        {
            throw new WrongUsageException($"{option} {path} cannot be made; its name ends in {ending}.");
        }
    }

    private static SleepContext ContextOf(string? hypnogram, Instant start)
    {
        if (hypnogram is null)
        {
            return SleepContext.Unknown;
        }
        SleepContext context = EventListReader.Read(hypnogram).Context(start);
        Hypnogram.Check(hypnogram, context.Stages);
        return context.Stages is not null
            ? context
            : throw new UnusableInputException(hypnogram, "", "holds no sleep stage.", "Give lines of the types W, N1, N2, N3 and REM.");
    }

    private static NightRecord Choose(Terminal terminal, NightFiles files, IReadOnlyList<NightRecord> nights)
    {
        if (files.IsZoneGuessed)
        {
            terminal.Note("times without a zone were read as UTC; name their zone with --tz, such as --tz Europe/Berlin.");
        }
        NightRecord chosen = nights.MaxBy(night => night.Summary.ValidHours)!;
        if (nights.Count > 1)
        {
            terminal.Note($"the recording touches {nights.Count} nights; this is the fullest, {NightWords.Date(chosen.Key)}.");
        }
        return chosen;
    }

    private static void Deliver(Terminal terminal, NightRecord night, bool isSit, OutputFormat format, string? output) =>
        CommonOptions.Deliver(terminal, output, writer =>
        {
            switch (format)
            {
                case OutputFormat.Json:
                    writer.WriteLine(NightJson.ToText(night, indented: true));
                    break;
                case OutputFormat.Csv:
                    NightCsv.Write(writer, night);
                    break;
                default:
                    List<(string, string)> rows = [.. NightTable.Rows(night)];
                    if (isSit)
                    {
                        rows.Add(("As the test is scored", "awake, intervals of 4 to 90 s; ask for posture, stillness and wakefulness"));
                        rows.Add(("By WASM 2016 instead", $"{NightScorer.Score(night.LegMovements, ScoringCriteria.For(RuleSet.Wasm2016), SleepContext.Unknown, night.Gaps).Indices.Periodic} periodic"));
                    }
                    NameValueTable.Write(writer, terminal.IsInteractive && output is null, NightWords.Headline(night), rows);
                    break;
            }
        });

    private static LocalDateTime? ParseTime(string text) => LocalTime.Parse(text) is { Success: true } parsed
        ? parsed.Value
        : LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true } full ? full.Value : null;
}
