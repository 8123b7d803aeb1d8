using System.Globalization;
using System.Text;
using NodaTime;

namespace RlsMotion.Storage.Influx;

/// <summary>Builds one line of InfluxDB's line protocol. Invariant whatever the culture; one type per field, chosen by the overload.</summary>
/// <remarks>
/// The server merges points of the same measurement, tags and time field by field. A value that is not known must therefore be said to be
/// absent, or an older value would show through: the field <c>absent</c> names such fields, with commas between them.
/// Source: docs.influxdata.com, "Line protocol reference"; checked against influxd 1.6.7.
/// </remarks>
internal sealed class LinePoint
{
    /// <summary>The field that names the fields without a value.</summary>
    public const string AbsentField = "absent";

    private readonly StringBuilder _series;
    private readonly StringBuilder _fields = new();
    private readonly List<string> _absent = [];

    public LinePoint(string measurement) => _series = new StringBuilder(Escape(measurement, ", ", "measurement"));

    /// <summary>Adds a tag. An empty value is left out: line protocol has no empty tags.</summary>
    /// <exception cref="ArgumentException">The value holds a line break or ends in a backslash, for which line protocol has no form.</exception>
    public LinePoint Tag(string key, string value)
    {
        if (value.Length > 0)
        {
            _series.Append(',').Append(Escape(key, ",= ", "tag key")).Append('=').Append(Escape(value, ",= ", "tag value"));
        }
        return this;
    }

    public LinePoint Field(string key, long? value) => value is { } known ? Append(key, string.Create(CultureInfo.InvariantCulture, $"{known}i")) : Absent(key);

    /// <exception cref="ArgumentException">The value is infinite or not a number.</exception>
    public LinePoint Field(string key, double? value)
    {
        if (value is { } number && !double.IsFinite(number))
        {
            throw new ArgumentException($"InfluxDB keeps finite numbers only; {key} is {number.ToString(CultureInfo.InvariantCulture)}.", nameof(value));
        }
        return value is { } known ? Append(key, known.ToString("R", CultureInfo.InvariantCulture)) : Absent(key);
    }

    public LinePoint Field(string key, bool? value) => value is { } known ? Append(key, known ? "true" : "false") : Absent(key);

    public LinePoint Field(string key, string? value) => value is { } known
        ? Append(key, $"\"{known.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"")
        : Absent(key);

    /// <summary>The line, without a line break at its end; the time in milliseconds.</summary>
    public string At(Instant time)
    {
        string absent = string.Join(',', _absent);
        return string.Create(CultureInfo.InvariantCulture, $"{_series} {_fields},{AbsentField}=\"{absent}\" {time.ToUnixTimeMilliseconds()}");
    }

    /// <summary>Measurement and tags of a line: with its time, what names a point.</summary>
    public static string SeriesOf(string line)
    {
        int end = line.IndexOf(' ', StringComparison.Ordinal);
        while (line[end - 1] == '\\') // an escaped space
        {
            end = line.IndexOf(' ', end + 1);
        }
        return line[..end];
    }

    private LinePoint Append(string key, string text)
    {
        _fields.Append(_fields.Length == 0 ? "" : ",").Append(Escape(key, ",= ", "field key")).Append('=').Append(text);
        return this;
    }

    private LinePoint Absent(string key)
    {
        _absent.Add(key);
        return this;
    }

    private static string Escape(string text, string special, string what)
    {
        if (text.AsSpan().ContainsAny('\n', '\r') || text.EndsWith('\\'))
        {
            throw new ArgumentException($"InfluxDB has no form for a {what} with a line break or a backslash at its end: \"{text}\".", nameof(text));
        }
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (special.Contains(c, StringComparison.Ordinal))
            {
                escaped.Append('\\');
            }
            escaped.Append(c);
        }
        return escaped.ToString();
    }
}
