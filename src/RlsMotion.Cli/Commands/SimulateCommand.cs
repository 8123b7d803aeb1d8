using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Cli.Events;
using RlsMotion.Cli.Terminals;
using RlsMotion.Recordings.Csv;
using RlsMotion.Recordings.Cwa;
using RlsMotion.Simulation;
using RlsMotion.Simulation.Truth;

namespace RlsMotion.Cli.Commands;

/// <summary><c>rlsmotion simulate</c>: a night with known truth, as files.</summary>
/// <remarks>Writes left and right as recordings, truth.csv (visible leg movements and sleep stages, an event list) and truth-all.csv (whatever happened).</remarks>
internal static class SimulateCommand
{
    private enum FileKind
    {
        Csv,
        Cwa,
    }

    public static Command Create(Terminal terminal)
    {
        var seed = new Option<ulong>("--seed") { Description = "which night; equal seeds give equal files", HelpName = "N", DefaultValueFactory = _ => 1 };
        var hours = new Option<double>("--hours") { Description = "length", HelpName = "H", DefaultValueFactory = _ => 8 };
        var folder = new Option<string>("--out") { Description = "folder that receives the files; made if need be", HelpName = "DIR", Required = true };
        Option<SimulationProfile> profile = CommonOptions.Choice("--profile", "whose night, with what sensors", SimulationProfile.Rls,
            [.. Enum.GetValues<SimulationProfile>().Select(value => (JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()), value))]);
        var rate = new Option<double?>("--rate") { Description = "samples per second; the profile's own if left out", HelpName = "HZ" };
        Option<FileKind> kind = CommonOptions.Choice("--format", "kind of recording", FileKind.Csv, ("csv", FileKind.Csv), ("cwa", FileKind.Cwa));
        Option<DateTimeZone?> zone = CommonOptions.Zone();
        var command = new Command("simulate", "Makes a night with known truth: left and right recording, and what truly happened.")
        {
            seed, hours, folder, profile, rate, kind, zone,
        };
        command.SetAction(parsed =>
        {
            SimulatedNight night;
            try
            {
                night = NightSimulator.Simulate(new SimulationOptions
                {
                    Seed = parsed.GetValue(seed),
                    Hours = parsed.GetValue(hours),
                    Profile = parsed.GetValue(profile),
                    RateHz = parsed.GetValue(rate),
                    Zone = parsed.GetValue(zone) ?? DateTimeZone.Utc,
                });
            }
            catch (ArgumentOutOfRangeException e)
            {
                throw new WrongUsageException(e.Message.Split('\n')[0].Split(" (Parameter", 2)[0]);
            }
            Write(terminal, night, parsed.GetValue(folder)!, parsed.GetValue(kind));
            return CommandLine.Done;
        });
        return command;
    }

    private static void Write(Terminal terminal, SimulatedNight night, string folder, FileKind kind)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException(folder, "", $"cannot be made: {e.Message}", "Name a folder that may be written to.", e);
        }
        foreach (SimulatedLeg leg in night.Legs)
        {
            string path = Path.Combine(folder, $"{leg.Leg.ToString().ToLowerInvariant()}.{kind.ToString().ToLowerInvariant()}");
            try
            {
                OutputFile.Write(path, stream => WriteRecording(stream, night.Options, leg, kind));
            }
            catch (ArgumentException e)
            {
                throw new WrongUsageException(e.Message.Split(" (Parameter", 2)[0]);
            }
            terminal.Output.WriteLine(path);
        }
        string truth = Path.Combine(folder, "truth.csv");
        OutputFile.WriteText(truth, writer => WriteTruth(writer, night));
        terminal.Output.WriteLine(truth);
        string all = Path.Combine(folder, "truth-all.csv");
        OutputFile.WriteText(all, writer => WriteAll(writer, night));
        terminal.Output.WriteLine(all);
    }

    private static void WriteRecording(Stream stream, SimulationOptions options, SimulatedLeg leg, FileKind kind)
    {
        if (kind == FileKind.Csv)
        {
            CsvRecordingWriter.Write(stream, leg.Packets());
            return;
        }
        string side = leg.Leg.ToString().ToLowerInvariant();
        CwaWriter.Write(stream, leg.Packets(), new CwaMetadata
        {
            Serial = leg.Leg == Leg.Left ? 1u : 2u,
            Session = (uint)options.Seed,
            Zone = options.Zone,
            RangeG = (int)leg.RangeG,
            Site = $"{side} ankle",
        });
    }

    private static void WriteTruth(TextWriter writer, SimulatedNight night)
    {
        writer.Write("type,onset,duration\n");
        foreach (TrueStage stage in night.Stages)
        {
            Row(writer, Hypnogram.NameOf(stage.Stage), stage.From - night.Options.Start, stage.Duration);
        }
        foreach (TrueMovement movement in night.Truth.Where(movement => movement.Kind == MovementClass.LegMovement && movement.IsVisible))
        {
            Row(writer, movement.Leg == Leg.Left ? "L" : "R", movement.Onset - night.Options.Start, movement.Duration);
        }
    }

    private static void WriteAll(TextWriter writer, SimulatedNight night)
    {
        writer.Write("leg,onset,duration,class,peak_g,visible,periodic\n");
        foreach (TrueMovement movement in night.Truth)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture,
                $"{movement.Leg.ToString().ToLowerInvariant()},{Seconds(movement.Onset - night.Options.Start)},{Seconds(movement.Duration)},{JsonNamingPolicy.KebabCaseLower.ConvertName(movement.Kind.ToString())},{movement.PeakG:0.####},{(movement.IsVisible ? "true" : "false")},{(movement.IsPeriodic ? "true" : "false")}\n"));
        }
    }

    private static void Row(TextWriter writer, string type, Duration onset, Duration length) => writer.Write($"{type},{Seconds(onset)},{Seconds(length)}\n");

    private static string Seconds(Duration duration) => (duration.TotalMilliseconds / 1000).ToString("0.###", CultureInfo.InvariantCulture);
}
