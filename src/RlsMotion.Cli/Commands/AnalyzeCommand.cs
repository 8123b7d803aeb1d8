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

    private enum Protocol
    {
        Night,
        Sit,
    }

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string?>("FILE") { Description = "recording of the leg that --leg names", Arity = ArgumentArity.ZeroOrOne };
        Option<Word<Leg>> leg = CommonOptions.Leg();
        var left = new Option<string?>("--left") { Description = "recording of the left leg", HelpName = "FILE" };
        var right = new Option<string?>("--right") { Description = "recording of the right leg", HelpName = "FILE" };
        Option<Word<Protocol>> protocol = CommonOptions.Choice("--protocol", "a night, or a suggested immobilisation test: awake, sitting still for 60 min, intervals from 4 s, counted per hour of the test", Protocol.Night,
            ("night", Protocol.Night), ("sit", Protocol.Sit));
        Option<Word<RuleSet>> rules = CommonOptions.Rules();
        Option<DateTimeZone?> zone = CommonOptions.Zone();
        Option<LocalDateTime?> start = CommonOptions.Start("local time of the first sample of a CSV without times, such as 2026-03-28T22:30");
        Option<double?> rate = CommonOptions.Rate();
        Option<Word<AccelerationUnit>> unit = CommonOptions.Unit();
        var date = new Option<LocalDate?>("--night")
        {
            Description = "which night of a recording of several days, by the date of its evening; the fullest if left out",
            HelpName = "DATE",
            CustomParser = result => LocalDatePattern.Iso.Parse(result.Tokens[0].Value) is { Success: true } parsed
                ? parsed.Value
                : CommonOptions.Refuse<LocalDate?>(result, $"--night {result.Tokens[0].Value} is no date; write it like 2026-03-28."),
        };
        var hypnogram = new Option<string?>("--hypnogram") { Description = "sleep stages of the night (W, N1, N2, N3, REM; also RESP and AR) as an event list in seconds from the first sample; indices are then per hour of sleep", HelpName = "FILE" };
        Option<Word<OutputFormat>> format = CommonOptions.Format();
        Option<string?> output = CommonOptions.Output();
        var report = new Option<string?>("--report") { Description = "write a page for people", HelpName = "FILE.html" };
        var plot = new Option<string?>("--plot") { Description = "draw the night", HelpName = "FILE.svg" };
        var command = new Command("analyze", "Finds and counts the leg movements of a night in recordings of one or both legs.")
        {
            file, leg, left, right, protocol, rules, zone, date, start, rate, unit, hypnogram, format, output, report, plot,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            IReadOnlyList<(Leg, string)> paths = Paths(parsed.GetValue(file), parsed.GetValue(leg)?.Value ?? Leg.None, parsed.GetValue(left), parsed.GetValue(right));
            RequireEnding("--report", parsed.GetValue(report), ".html");
            RequireEnding("--plot", parsed.GetValue(plot), ".svg");
            bool isSit = parsed.GetValue(protocol)!.Value == Protocol.Sit;
            if (isSit && parsed.GetResult(rules) is { Implicit: false })
            {
                throw new WrongUsageException("--protocol sit has its own rules; leave out --rules.");
            }
            DateTimeZone? given = parsed.GetValue(zone);
            using var files = NightFiles.Open(paths, new RecordingOptions
            {
                Zone = given,
                Start = parsed.GetValue(start)?.InZoneLeniently(given ?? DateTimeZone.Utc).ToInstant(),
                RateHz = parsed.GetValue(rate),
                Unit = parsed.GetValue(unit)?.Value,
            });
            SleepContext context = ContextOf(parsed.GetValue(hypnogram), files.Start);
            IReadOnlyList<NightRecord> nights = await Waiting.ForAsync(terminal, "Reading", progress => files.Read(key => new NightOptions
            {
                Rules = parsed.GetValue(rules)!.Value,
                Criteria = isSit ? ScoringCriteria.ForImmobilisationTest() : null,
                // Awake and lying still from beginning to end: the whole recording counts, not what looks like rest.
                Context = isSit ? context with { Lights = new Interval(key.Start, key.End) } : context,
            }, progress, cancellationToken));
            NightRecord night = Choose(terminal, files, nights, parsed.GetValue(date));
            void Print(TextWriter writer, bool forPeople) => Write(writer, forPeople, night, isSit, parsed.GetValue(format)!.Value);
            OutputFile.Write(
            [
                .. FileOf(parsed.GetValue(output), writer => Print(writer, forPeople: false)),
                .. FileOf(parsed.GetValue(report), writer => NightHtml.Write(writer, night)),
                .. FileOf(parsed.GetValue(plot), writer => writer.Write(NightTimelineSvg.Render(night, PlotWidth))),
            ]);
            if (parsed.GetValue(output) is null)
            {
                Print(terminal.Output, terminal.IsInteractive);
            }
            return CommandLine.Done;
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

    private static IEnumerable<(string, Action<Stream>)> FileOf(string? path, Action<TextWriter> write) => path is null ? [] : [(path, OutputFile.Text(write))];

    private static NightRecord Choose(Terminal terminal, NightFiles files, IReadOnlyList<NightRecord> nights, LocalDate? date)
    {
        if (files.IsZoneGuessed)
        {
            terminal.Note("times without a zone were read as UTC; name their zone with --tz, such as --tz Europe/Berlin.");
        }
        string all = string.Join(", ", nights.Select(night => LocalDatePattern.Iso.Format(night.Key.Date)));
        if (date is { } wanted)
        {
            return nights.FirstOrDefault(night => night.Key.Date == wanted)
                ?? throw new WrongUsageException($"There is no night of {LocalDatePattern.Iso.Format(wanted)} in the recording; it holds {all}.");
        }
        NightRecord chosen = nights.OrderByDescending(files.HoldsAllLegs).ThenByDescending(night => night.Summary.ValidHours).First();
        if (nights.Count > 1)
        {
            terminal.Note($"the recording holds {nights.Count} nights ({all}); this is the fullest. Choose another with --night {LocalDatePattern.Iso.Format(nights.First(night => night != chosen).Key.Date)}.");
        }
        return chosen;
    }

    private static void Write(TextWriter writer, bool forPeople, NightRecord night, bool isSit, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Json:
                writer.Write(NightJson.ToText(night, indented: true) + "\n");
                break;
            case OutputFormat.Csv:
                NightCsv.Write(writer, night);
                break;
            default:
                NameValueTable.Write(writer, forPeople, isSit ? SitWords.Headline(night) : NightWords.Headline(night), isSit ? SitWords.Rows(night) : NightTable.Rows(night));
                break;
        }
    }
}
