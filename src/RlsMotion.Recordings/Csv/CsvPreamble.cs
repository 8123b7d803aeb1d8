using System.Globalization;
using System.Text;

namespace RlsMotion.Recordings.Csv;

/// <summary>What the lines before the rows say: GENEActiv's hundred, ActiGraph's ten, or none.</summary>
internal sealed record CsvPreamble
{
    public string? Device { get; private set; }

    public string? Serial { get; private set; }

    public double? RateHz { get; private set; }

    public double? StartMicroseconds { get; private set; }

    public int? OffsetSeconds { get; private set; }

    public static CsvPreamble Read(IReadOnlyList<string> lines)
    {
        var preamble = new CsvPreamble();
        string? time = null;
        string? date = null;
        foreach (string line in lines)
        {
            string text = line.Trim().Trim('-', ' ', '"').TrimEnd(',', ';');
            if (text.Contains("ActiGraph", StringComparison.OrdinalIgnoreCase))
            {
                preamble.Device = "ActiGraph";
                preamble.RateHz ??= NumberBefore(text, " Hz");
            }
            if (Value(text, "Device Type") is { } device)
            {
                preamble.Device = device;
            }
            preamble.Serial ??= Value(text, "Device Unique Serial Code") ?? Value(text, "Serial Number");
            preamble.RateHz ??= Value(text, "Measurement Frequency") is { } frequency ? NumberBefore(frequency + " Hz", " Hz") : null;
            preamble.OffsetSeconds ??= Value(text, "Time Zone") is { } zone ? WrittenTime.OffsetIn(zone) : null;
            time ??= Value(text, "Start Time");
            date ??= Value(text, "Start Date");
        }
        if (time is not null && WrittenTime.TryParse(Encoding.ASCII.GetBytes(date is null ? time : MonthFirst(date) + " " + time), out double start, out _))
        {
            preamble.StartMicroseconds = start;
        }
        return preamble;
    }

    /// <summary>ActiGraph writes month/day/year.</summary>
    private static string MonthFirst(string date)
    {
        string[] parts = date.Split('/');
        return parts.Length == 3 && parts[2].Length == 4 ? $"{parts[2]}-{parts[0]}-{parts[1]}" : date;
    }

    private static string? Value(string text, string key)
    {
        if (!text.StartsWith(key, StringComparison.OrdinalIgnoreCase) || text.Length <= key.Length || text[key.Length] is not (',' or ';' or ':' or ' ' or '\t'))
        {
            return null;
        }
        string value = text[(key.Length + 1)..].Trim().Trim('"');
        return value.Length > 0 ? value : null;
    }

    private static double? NumberBefore(string text, string unit)
    {
        int end = text.IndexOf(unit, StringComparison.OrdinalIgnoreCase);
        int from = end <= 0 ? -1 : text.LastIndexOf(' ', end - 1);
        return end > 0 && double.TryParse(text.AsSpan(from + 1, end - from - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number is >= 1 and <= 10_000 ? number : null;
    }
}
