using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NodaTime;
using RlsMotion.Cli.Nights;
using RlsMotion.Cli.Terminals;
using RlsMotion.Simulation;

namespace RlsMotion.Cli.Commands;

/// <summary><c>rlsmotion simulate</c>: a night with known truth, as files.</summary>
internal static class SimulateCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<ulong?> seed = CommonOptions.Number<ulong?>("--seed", "which night: equal seeds give equal files [default: 1]", "N", text =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number : null, "whole, 0 or more");
        Option<double?> hours = CommonOptions.Number<double?>("--hours", "length of the recording [default: 8]", "H", Real, "0.01 to 24");
        Option<double?> rate = CommonOptions.Number<double?>("--rate", "samples per second; the profile's own if left out (50, cheap 25)", "HZ", Real, "10 to 200");
        var folder = new Option<string>("--out") { Description = "folder that receives the files; made if need be", HelpName = "DIR", Required = true };
        Option<Word<SimulationProfile>> profile = CommonOptions.Choice("--profile", "whose night, with what sensors", SimulationProfile.Rls,
            [.. Enum.GetValues<SimulationProfile>().Select(value => (JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()), value))]);
        profile.Description = $"whose night, with what sensors: {profile.HelpName!.Replace("|", ", ", StringComparison.Ordinal)}";
        profile.HelpName = "PROFILE";
        Option<Word<RecordingKind>> kind = CommonOptions.Choice("--format", "kind of recording", RecordingKind.Csv, ("csv", RecordingKind.Csv), ("cwa", RecordingKind.Cwa));
        Option<DateTimeZone?> zone = CommonOptions.Zone("zone of --start and of the local times in a CWA file; UTC if left out");
        Option<LocalDateTime?> start = CommonOptions.Start("local time of the first sample [default: 2026-01-15T22:00]");
        var command = new Command("simulate", "Makes a night with known truth: left and right recording, and what truly happened.")
        {
            seed, hours, folder, profile, rate, kind, start, zone,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var standard = new SimulationOptions();
            DateTimeZone there = parsed.GetValue(zone) ?? DateTimeZone.Utc;
            SimulationOptions options = standard with
            {
                Seed = parsed.GetValue(seed) ?? standard.Seed,
                Hours = parsed.GetValue(hours) ?? standard.Hours,
                Profile = parsed.GetValue(profile)!.Value,
                RateHz = parsed.GetValue(rate),
                Start = parsed.GetValue(start)?.InZoneLeniently(there).ToInstant() ?? standard.Start,
                Zone = there,
            };
            foreach (string path in await WriteAsync(terminal, options, parsed.GetValue(folder)!, parsed.GetValue(kind)!.Value, cancellationToken))
            {
                terminal.Output.WriteLine(path);
            }
            return CommandLine.Done;
        });
        return command;
    }

    private static Task<string[]> WriteAsync(Terminal terminal, SimulationOptions options, string folder, RecordingKind kind, CancellationToken cancellationToken) =>
        Waiting.ForAsync(terminal, "Simulating", progress =>
        {
            try
            {
                SimulatedNight night = NightSimulator.Simulate(options);
                MakeFolder(folder);
                (string Path, Action<Stream> Write)[] files =
                    [.. SimulatedFiles.Of(night, kind, progress, cancellationToken).Select(file => (Path.Combine(folder, file.Name), file.Write))];
                OutputFile.Write(files);
                return files.Select(file => file.Path).ToArray();
            }
            catch (ArgumentException e) // outside the simulator's or the format's range
            {
                throw new WrongUsageException(e.Message.Split('\n')[0].Split(" (Parameter", 2)[0]);
            }
        });

    private static void MakeFolder(string folder)
    {
        if (File.Exists(folder))
        {
            throw new UnusableInputException(folder, "", "is a file.", "Name a folder.");
        }
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException(folder, "", "cannot be made.", "Name a folder in one that exists and may be written to.", e);
        }
    }

    private static double? Real(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
}
