using System.CommandLine;
using System.CommandLine.Parsing;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Cli.Terminals;

namespace RlsMotion.Cli.Commands;

/// <summary>Options that several commands have, each spelled and explained once.</summary>
internal static class CommonOptions
{
    public static Option<OutputFormat> Format() => Choice("--format", "table for people, json or csv for programs", OutputFormat.Table,
        ("table", OutputFormat.Table), ("json", OutputFormat.Json), ("csv", OutputFormat.Csv));

    public static Option<RuleSet> Rules() => Choice("--rules", "scoring rules", RuleSet.Wasm2016,
        ("wasm2016", RuleSet.Wasm2016), ("wasm2006", RuleSet.Wasm2006), ("aasm3", RuleSet.Aasm3));

    public static Option<Leg> Leg() => Choice("--leg", "the leg that FILE is of", Analysis.Movements.Leg.None,
        ("left", Analysis.Movements.Leg.Left), ("right", Analysis.Movements.Leg.Right));

    /// <summary>The leg of a sensor: needed, where that of a file is only asked for.</summary>
    public static Option<Leg> LegOfSensor()
    {
        Option<Leg> option = Choice("--leg", "the leg that the sensor is worn on", Analysis.Movements.Leg.None,
            ("left", Analysis.Movements.Leg.Left), ("right", Analysis.Movements.Leg.Right));
        option.DefaultValueFactory = null;
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

    public static Option<DateTimeZone?> Zone() => new("--tz")
    {
        Description = "zone of local times in a file that names none, and of the night; an IANA name such as Europe/Berlin",
        HelpName = "ZONE",
        CustomParser = result => DateTimeZoneProviders.Tzdb.GetZoneOrNull(result.Tokens[0].Value) is { } zone
            ? zone
            : Refuse<DateTimeZone?>(result, $"--tz {result.Tokens[0].Value} is no IANA time zone; write it like Europe/Berlin."),
    };

    /// <summary>An option that takes one of a few words.</summary>
    public static Option<T> Choice<T>(string name, string description, T byDefault, params (string Word, T Value)[] words)
    {
        string all = string.Join('|', words.Select(word => word.Word));
        var option = new Option<T>(name)
        {
            Description = description,
            HelpName = all,
            DefaultValueFactory = _ => byDefault,
            CustomParser = result =>
            {
                string given = result.Tokens[0].Value;
                foreach ((string word, T value) in words)
                {
                    if (string.Equals(word, given, StringComparison.OrdinalIgnoreCase))
                    {
                        return value;
                    }
                }
                return Refuse<T>(result, $"{name} {given} is not known; it is one of {all}.");
            },
        };
        option.CompletionSources.Add([.. words.Select(word => word.Word)]);
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
            OutputFile.WriteText(path, write);
        }
    }
}
