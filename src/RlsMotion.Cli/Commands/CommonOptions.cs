using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Cli.Terminals;
using RlsMotion.Recordings;

namespace RlsMotion.Cli.Commands;

/// <summary>Options that several commands have, each spelled and explained once.</summary>
internal static class CommonOptions
{
    private static readonly LocalDateTimePattern LocalMinute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    public static Option<Word<OutputFormat>> Format() => Choice("--format", "table for people, json or csv for programs", OutputFormat.Table,
        ("table", OutputFormat.Table), ("json", OutputFormat.Json), ("csv", OutputFormat.Csv));

    public static Option<Word<RuleSet>> Rules() => Choice("--rules", "scoring rules: WASM 2016, WASM 2006 or AASM version 3", RuleSet.Wasm2016,
        ("wasm2016", RuleSet.Wasm2016), ("wasm2006", RuleSet.Wasm2006), ("aasm3", RuleSet.Aasm3));

    public static Option<Word<Leg>> Leg() => Choice<Leg>("--leg", "the leg that FILE is of", null,
        ("left", Analysis.Movements.Leg.Left), ("right", Analysis.Movements.Leg.Right));

    /// <summary>The leg of a sensor: needed, where that of a file is only asked for.</summary>
    public static Option<Word<Leg>> LegOfSensor()
    {
        Option<Word<Leg>> option = Choice<Leg>("--leg", "the leg that the sensor is worn on", null,
            ("left", Analysis.Movements.Leg.Left), ("right", Analysis.Movements.Leg.Right));
        option.Required = true;
        return option;
    }

    public static Option<Uri> Server() => new("--server")
    {
        Description = "a running service; default http://127.0.0.1:5080",
        HelpName = "URL",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080"),
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"
            ? uri
            : Refuse<Uri>(result, $"--server {result.Tokens[0].Value} is no address; write it like http://127.0.0.1:5080."),
    };

    public static Option<string?> KeyFile() => new("--key") { Description = "file that holds the access key; not needed on the service's own machine", HelpName = "FILE" };

    /// <summary>The key in a file; null without a file.</summary>
    public static string? ReadKey(string? path)
    {
        try
        {
            return path is null ? null : File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException(path!, "", $"cannot be read: {e.Message}", "Name the file that holds the access key.", e);
        }
    }

    public static Option<string?> Output() => new("--output", "-o") { Description = "write here instead of to the terminal", HelpName = "FILE" };

    public static Option<DateTimeZone?> Zone(
        string description = "zone of the night, and of local times in a file that names none; an IANA name such as Europe/Berlin") => new("--tz")
        {
            Description = description,
            HelpName = "ZONE",
            CustomParser = result => ZoneOf(result.Tokens[0].Value) is { } zone
                ? zone
                : Refuse<DateTimeZone?>(result, $"--tz {result.Tokens[0].Value} is no IANA time zone; write it like Europe/Berlin."),
        };

    public static Option<LocalDateTime?> Start(string description) => new("--start")
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => TimeOf(result.Tokens[0].Value) is { } time
            ? time
            : Refuse<LocalDateTime?>(result, $"--start {result.Tokens[0].Value} is no local time; write it like 2026-03-28T22:30."),
    };

    public static Option<double?> Rate() => Number<double?>("--rate", "samples per second of a CSV without times", "HZ", text =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) && rate is >= 1 and <= 10_000 ? rate : null, "1 to 10000");

    public static Option<Word<AccelerationUnit>> Unit() => Choice<AccelerationUnit>("--unit", "unit of a CSV whose unit cannot be told", null,
        ("g", AccelerationUnit.G), ("mg", AccelerationUnit.MilliG), ("ms2", AccelerationUnit.MetresPerSecondSquared));

    /// <summary>An option that takes a number.</summary>
    /// <param name="name">As typed.</param>
    /// <param name="description">For help.</param>
    /// <param name="helpName">What stands for the number in help.</param>
    /// <param name="parse">Reads it; null refuses.</param>
    /// <param name="range">What is taken, in words.</param>
    public static Option<T> Number<T>(string name, string description, string helpName, Func<string, T?> parse, string range) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => parse(result.Tokens[0].Value) is { } number
            ? number
            : Refuse<T>(result, $"{name} {result.Tokens[0].Value} is not taken; it is a number, {range}."),
    };

    /// <summary>An option that takes one of a few words; null if there is no default and it was left out.</summary>
    public static Option<Word<T>> Choice<T>(string name, string description, T? byDefault, params (string Text, T Value)[] words)
        where T : struct
    {
        Word<T>[] known = [.. words.Select(word => new Word<T>(word.Text, word.Value))];
        string all = string.Join('|', known.Select(word => word.Text));
        var option = new Option<Word<T>>(name)
        {
            Description = description,
            HelpName = all,
            CustomParser = result =>
            {
                string given = result.Tokens[0].Value;
                return Array.Find(known, word => string.Equals(word.Text, given, StringComparison.OrdinalIgnoreCase))
                    ?? Refuse<Word<T>>(result, $"{name} {given} is not known; it is one of {all}.");
            },
        };
        if (byDefault is { } value)
        {
            option.DefaultValueFactory = _ => Array.Find(known, word => word.Value.Equals(value))!;
        }
        option.CompletionSources.Add([.. known.Select(word => word.Text)]);
        return option;
    }

    /// <summary>Refuses a value and says why.</summary>
    public static T Refuse<T>(ArgumentResult result, string message)
    {
        result.AddError(message);
        return default!;
    }

    /// <summary>Writes a result to the file named, or else to the terminal.</summary>
    public static void Deliver(Terminal terminal, string? path, Action<TextWriter> write)
    {
        if (path is null)
        {
            write(terminal.Output);
        }
        else
        {
            OutputFile.Write([(path, OutputFile.Text(write))]);
        }
    }

    // People type europe/berlin; there is no other zone that they could mean.
    private static DateTimeZone? ZoneOf(string name) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(name)
        ?? (DateTimeZoneProviders.Tzdb.Ids.FirstOrDefault(id => string.Equals(id, name, StringComparison.OrdinalIgnoreCase)) is { } id ? DateTimeZoneProviders.Tzdb[id] : null);

    private static LocalDateTime? TimeOf(string text) => LocalMinute.Parse(text) is { Success: true } parsed
        ? parsed.Value
        : LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true } full ? full.Value : null;
}
