using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
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
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim, BadDataFound = null, MissingFieldFound = null });
        var events = new List<ReferenceEvent>();
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
            {
                throw new RecordingException(path, "", "is empty.", "Give a CSV with the columns type, onset, duration.");
            }
            string[] names = [.. (csv.HeaderRecord ?? []).Select(name => name.Trim())];
            int type = Column(path, names, "type");
            int onset = Column(path, names, "onset");
            int duration = Column(path, names, "duration");
            while (csv.Read())
            {
                events.Add(new(Type(path, csv, type), Seconds(path, csv, onset, "onset", -LongestSeconds), Seconds(path, csv, duration, "duration", 0)));
            }
        }
        catch (Exception e) when (e is CsvHelperException or IOException or InvalidDataException)
        {
            throw new RecordingException(path, $"row {csv.Parser.Row}", "is no CSV.", "Give a CSV with the columns type, onset, duration.", e);
        }
        return new(events);
    }

    private static int Column(string path, string[] names, string name)
    {
        int column = Array.FindIndex(names, n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        return column >= 0 ? column : throw new RecordingException(path, "row 1", $"has no column named {name}.", "Begin with the row: type,onset,duration");
    }

    private static ReferenceEventType Type(string path, CsvReader csv, int column) => csv.GetField(column)?.ToUpperInvariant() switch
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
        string other => throw new RecordingException(path, $"row {csv.Parser.Row}", $"has the unknown type \"{other}\".", "Types are L, R, AR, RESP, W, N1, N2, N3 and REM."),
        null => throw new RecordingException(path, $"row {csv.Parser.Row}", "has no type.", "Types are L, R, AR, RESP, W, N1, N2, N3 and REM."),
    };

    private static Duration Seconds(string path, CsvReader csv, int column, string name, double least)
    {
        string? field = csv.GetField(column);
        if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) || !(seconds >= least && seconds <= LongestSeconds))
        {
            throw new RecordingException(path, $"row {csv.Parser.Row}", $"has \"{field}\" as its {name}.", $"The {name} is seconds with a decimal point{(least == 0 ? ", zero or more" : "")}.");
        }
        return Duration.FromMilliseconds((long)Math.Round(seconds * 1000));
    }
}
