using System.Globalization;
using System.Text;
using NodaTime;

namespace RlsMotion.Recordings.Events;

/// <summary>Reads reference scorings as CSV with the columns type, onset, duration (seconds); further columns are passed over.</summary>
/// <remarks>Times are kept in whole milliseconds, so that 0.5, 10 and 90 s fall on their own side of a bound.</remarks>
public static class EventListReader
{
    private const double LongestSeconds = 366 * 86_400.0;

    /// <summary>Reads a list.</summary>
    /// <exception cref="RecordingException">The file cannot be read, or a row is no event; the message names it.</exception>
    public static ReferenceScoring Read(string path)
    {
        using Stream stream = RecordingFile.Open(path);
        using var text = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: false));
        var events = new List<ReferenceEvent>();
        int row = 0;
        try
        {
            string[] names = Fields(text.ReadLine() ?? throw new RecordingException(path, "", "is empty.", "Give a CSV with the columns type, onset, duration."));
            int type = Column(path, names, "type");
            int onset = Column(path, names, "onset");
            int duration = Column(path, names, "duration");
            row = 1;
            while (text.ReadLine() is { } line)
            {
                row++;
                if (!string.IsNullOrWhiteSpace(line))
                {
                    string[] fields = Fields(line);
                    events.Add(new(
                        Type(path, row, fields.ElementAtOrDefault(type)),
                        Seconds(path, row, fields.ElementAtOrDefault(onset), "onset", -LongestSeconds),
                        Seconds(path, row, fields.ElementAtOrDefault(duration), "duration", 0)));
                }
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new RecordingException(path, $"row {row}", $"cannot be read on: {e.Message}", "Copy the file again.", e);
        }
        return new(events);
    }

    /// <summary>Codes and numbers need no quoting; quotes around them are passed over.</summary>
    private static string[] Fields(string line) => [.. line.Split(',').Select(field => field.Trim().Trim('"'))];

    private static int Column(string path, string[] names, string name)
    {
        int column = Array.FindIndex(names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        return column >= 0 ? column : throw new RecordingException(path, "row 1", $"has no column named {name}.", "Begin with the row: type,onset,duration");
    }

    private static ReferenceEventType Type(string path, int row, string? field) => field?.ToUpperInvariant() switch
    {
        "L" => ReferenceEventType.LeftLeg,
        "R" => ReferenceEventType.RightLeg,
        "AR" => ReferenceEventType.Arousal,
        "RESP" => ReferenceEventType.Respiratory,
        "W" => ReferenceEventType.Wake,
        "N1" => ReferenceEventType.N1,
        "N2" => ReferenceEventType.N2,
        "N3" => ReferenceEventType.N3,
        "REM" => ReferenceEventType.Rem,
        string other => throw new RecordingException(path, $"row {row}", $"has the unknown type \"{other}\".", "Types are L, R, AR, RESP, W, N1, N2, N3 and REM."),
        null => throw new RecordingException(path, $"row {row}", "has no type.", "Types are L, R, AR, RESP, W, N1, N2, N3 and REM."),
    };

    private static Duration Seconds(string path, int row, string? field, string name, double least)
    {
        if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) || !(seconds >= least && seconds <= LongestSeconds))
        {
            throw new RecordingException(path, $"row {row}", $"has \"{field}\" as its {name}.", $"The {name} is seconds with a decimal point{(least == 0 ? ", zero or more" : "")}.");
        }
        return Duration.FromMilliseconds((long)Math.Round(seconds * 1000));
    }
}
