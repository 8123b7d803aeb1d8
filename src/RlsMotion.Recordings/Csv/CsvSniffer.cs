using System.Text;

namespace RlsMotion.Recordings.Csv;

/// <summary>Learns a text file's layout from its beginning.</summary>
internal sealed class CsvSniffer
{
    private const int RowsLookedAt = 3000;
    private const double StandardGravity = 9.80665;
    private const double SnapShare = 0.015;
    private static readonly double[] UsualRates =
        [1, 5, 6.25, 10, 12.5, 15, 20, 25, 30, 31.25, 32, 40, 50, 52, 60, 62.5, 64, 75, 80, 85.7, 90, 100, 102.4, 104, 120, 125, 128, 200, 204.8, 208, 250, 256, 400, 416, 500, 800, 1000];

    private static readonly int[] UsualGrids = [64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384];

    private readonly string _path;
    private readonly RecordingOptions _options;
    private readonly byte[] _text;
    private readonly List<Range> _lines = [];
    private readonly CsvPreamble _preamble;
    private readonly byte _delimiter;
    private readonly bool _hasDecimalComma;
    private readonly int _firstRow;

    private CsvSniffer(string path, ReadOnlyMemory<byte> head, RecordingOptions options)
    {
        (_path, _options, _text) = (path, options, head.ToArray());
        SplitLines(isWhole: head.Length < RecordingReader.SniffLength);
        (_delimiter, _hasDecimalComma, _firstRow) = FindRows();
        _preamble = CsvPreamble.Read([.. _lines.Take(_firstRow).Select(line => Encoding.UTF8.GetString(_text[line]))]);
    }

    /// <summary>Learns it.</summary>
    /// <exception cref="RecordingException">The text holds no rows of samples, or lacks something that only a person can say.</exception>
    public static CsvLayout Sniff(string path, ReadOnlyMemory<byte> head, RecordingOptions options) => new CsvSniffer(path, head, options).Learn();

    private CsvLayout Learn()
    {
        string[] names = Header();
        double[] first = Numbers(_firstRow);
        if (IsEmpatica(first))
        {
            return Complete(new() { Delimiter = _delimiter, SkippedRows = _firstRow + 2, X = 0, Y = 1, Z = 2, UnitG = 1.0 / 64, RateHz = Numbers(_firstRow + 1)[0], PeriodMicroseconds = 1e6 / Numbers(_firstRow + 1)[0], StartMicroseconds = first[0] * 1e6, OffsetSeconds = 0, Device = "Empatica", LsbPerG = 64, GridTolerance = 1e-6 });
        }
        var columns = CsvColumns.Find(names, first.Length, IsTime, i => IsCounting(i));
        if (columns is null)
        {
            throw new RecordingException(_path, $"row {_firstRow + 1}", "has no three columns for x, y and z.", "Name them x, y, z or acc_x, acc_y, acc_z in a header row.");
        }
        double unit = Unit(columns, names);
        var layout = new CsvLayout
        {
            Delimiter = _delimiter,
            HasDecimalComma = _hasDecimalComma,
            SkippedRows = _firstRow,
            X = columns.X,
            Y = columns.Y,
            Z = columns.Z,
            RotationX = columns.RotationX,
            TemperatureColumn = columns.Temperature,
            TimeColumn = columns.Time,
            UnitG = unit,
            RateHz = 1,
            PeriodMicroseconds = 1,
            Device = _preamble.Device,
            Serial = _preamble.Serial,
        };
        return Complete(WithGrid(WithTimes(layout, names)));
    }

    private CsvLayout WithTimes(CsvLayout layout, string[] names)
    {
        if (layout.TimeColumn < 0)
        {
            double rate = _options.RateHz ?? _preamble.RateHz
                ?? throw new RecordingException(_path, "", "tells neither times nor a rate.", "Say how many samples a second it has (rlsmotion: --rate 50), or give a column of times.");
            return layout with { RateHz = rate, PeriodMicroseconds = 1e6 / rate, StartMicroseconds = _preamble.StartMicroseconds };
        }
        ReadOnlySpan<byte> field = Field(_firstRow, layout.TimeColumn);
        if (!CsvNumber.TryParse(field, _hasDecimalComma, out double number))
        {
            int? offset = WrittenTime.TryParse(CsvNumber.Trim(field), out _, out int? told) ? told : null;
            layout = layout with { TimeKind = CsvTimeKind.Written, OffsetIsInRows = offset is not null, OffsetSeconds = offset ?? WrittenTime.OffsetIn(names.ElementAtOrDefault(layout.TimeColumn) ?? "") ?? _preamble.OffsetSeconds };
        }
        else
        {
            double unixUnit = number switch { > 1e17 => 1e-3, > 1e14 => 1, > 1e11 => 1e3, > 1e8 => 1e6, _ => 0 };
            layout = unixUnit > 0
                ? layout with { TimeKind = CsvTimeKind.Unix, TimeUnitMicroseconds = unixUnit, OffsetSeconds = 0 }
                : layout with { TimeKind = CsvTimeKind.Elapsed, TimeUnitMicroseconds = ElapsedUnit(layout.TimeColumn, names), StartMicroseconds = _preamble.StartMicroseconds };
        }
        return WithPace(layout);
    }

    private CsvLayout WithPace(CsvLayout layout)
    {
        var steps = new List<double>();
        double before = double.NaN;
        foreach (double time in Times(layout))
        {
            if (!double.IsNaN(before) && time >= before)
            {
                steps.Add(time - before);
            }
            before = time;
        }
        double[] ahead = [.. steps.Where(s => s > 0).Order()];
        if (ahead.Length == 0)
        {
            double rate = _options.RateHz ?? _preamble.RateHz
                ?? throw new RecordingException(_path, $"row {_firstRow + 1}", "has too few different times to tell its rate.", "Say how many samples a second it has (rlsmotion: --rate 50), or give a column of times.");
            return layout with { RateHz = rate, PeriodMicroseconds = 1e6 / rate };
        }
        bool isCoarse = ahead.Length < 0.8 * steps.Count;
        double step = isCoarse ? ahead[ahead.Length / 2] : ahead[(int)(0.9 * (ahead.Length - 1))];
        double limit = 5 * ahead[ahead.Length / 2];
        double[] ordinary = [.. steps.Where(s => s <= limit)];
        double period = isCoarse ? CoarsePeriod(steps, limit) : ordinary.Average();
        double measured = 1e6 / period;
        double usual = UsualRates.MinBy(r => Math.Abs((r / measured) - 1));
        double nominal = _preamble.RateHz ?? _options.RateHz ?? (Math.Abs((usual / measured) - 1) <= SnapShare ? usual : Math.Round(measured, 3));
        if (!(nominal is >= 0.5 and <= 10_000))
        {
            throw new RecordingException(_path, $"row {_firstRow + 1}", FormattableString.Invariant($"steps by {period:0.#} microseconds, which is no sampling rate."), "Check the column of the time and its unit.");
        }
        return layout with { RateHz = nominal, PeriodMicroseconds = period, TimeStepMicroseconds = step };
    }

    /// <summary>Where many rows share a written time: whole steps between the first change and the last one, per row.</summary>
    private static double CoarsePeriod(List<double> steps, double limit)
    {
        int first = steps.FindIndex(s => s > 0);
        int last = steps.FindLastIndex(s => s > 0);
        double[] between = [.. steps.Skip(first + 1).Take(last - first).Where(s => s <= limit)];
        return between.Length > 0 ? between.Average() : steps.Average();
    }

    private CsvLayout WithGrid(CsvLayout layout) =>
        layout.UnitG == 1 && Grid(layout.X, layout.Y, layout.Z) is { } grid ? layout with { LsbPerG = grid.LsbPerG, GridTolerance = grid.Tolerance } : layout;

    /// <summary>The coarsest usual grid on which all of the first values lie, but for the rounding of their print; null if none.</summary>
    private (int LsbPerG, double Tolerance)? Grid(params int[] axes)
    {
        int decimals = 0;
        var values = new List<double>();
        for (int row = _firstRow; row < Math.Min(_lines.Count, _firstRow + RowsLookedAt); row++)
        {
            foreach (int column in axes)
            {
                if (CsvNumber.TryParse(Field(row, column), _hasDecimalComma, out double value, out int places))
                {
                    values.Add(value);
                    decimals = Math.Max(decimals, places);
                }
            }
        }
        if (values.Count < 60 || decimals is < 2 or > 15)
        {
            return null;
        }
        double rounding = 0.51 * Math.Pow(10, -decimals);
        foreach (int grid in UsualGrids)
        {
            double tolerance = Math.Max(rounding * grid, 1e-9);
            if (tolerance < 0.05 && values.TrueForAll(v => Math.Abs((v * grid) - Math.Round(v * grid)) <= tolerance && Math.Abs(v * grid) <= short.MaxValue))
            {
                return (grid, tolerance);
            }
        }
        return null;
    }

    private CsvLayout Complete(CsvLayout layout) =>
        _options.Start is { } start && layout.TimeKind is CsvTimeKind.None or CsvTimeKind.Elapsed
            ? layout with { StartMicroseconds = start.ToUnixTimeTicks() / 10.0, OffsetSeconds = 0 }
            : layout;

    private double Unit(CsvColumns columns, string[] names)
    {
        AccelerationUnit? told = _options.Unit ?? CsvColumns.UnitOf(names.ElementAtOrDefault(columns.X) ?? "");
        if (told is { } unit)
        {
            return unit switch { AccelerationUnit.MilliG => 0.001, AccelerationUnit.MetresPerSecondSquared => 1 / StandardGravity, AccelerationUnit.SixtyFourthsOfG => 1.0 / 64, _ => 1 };
        }
        var lengths = new List<double>();
        for (int row = _firstRow; row < Math.Min(_lines.Count, _firstRow + RowsLookedAt); row++)
        {
            if (CsvNumber.TryParse(Field(row, columns.X), _hasDecimalComma, out double x) && CsvNumber.TryParse(Field(row, columns.Y), _hasDecimalComma, out double y)
                && CsvNumber.TryParse(Field(row, columns.Z), _hasDecimalComma, out double z))
            {
                lengths.Add(Math.Sqrt((x * x) + (y * y) + (z * z)));
            }
        }
        lengths.Sort();
        double median = lengths.Count > 0 ? lengths[lengths.Count / 2] : 0;
        return median switch
        {
            > 0.4 and < 4 => 1,
            >= 4 and < 40 => 1 / StandardGravity,
            > 400 and < 4000 => 0.001,
            _ when Grid(columns.X, columns.Y, columns.Z) is not null => 1, // binary fractions of g are g, however the device moved
            _ => throw new RecordingException(_path, $"row {_firstRow + 1}", FormattableString.Invariant($"counts acceleration in an unknown unit (gravity reads {median:0.###})."), "Say the unit: g, mg or m/s² (rlsmotion: --unit g)."),
        };
    }

    private double ElapsedUnit(int column, string[] names)
    {
        string name = (names.ElementAtOrDefault(column) ?? "").ToLowerInvariant();
        if (name.Contains("ms", StringComparison.Ordinal) || name.Contains("milli", StringComparison.Ordinal))
        {
            return 1e3;
        }
        if (name.Contains("us", StringComparison.Ordinal) || name.Contains("micro", StringComparison.Ordinal) || name.Contains('µ', StringComparison.Ordinal))
        {
            return 1;
        }
        if (name.Contains("(s)", StringComparison.Ordinal) || name.Contains("sec", StringComparison.Ordinal) || name.EndsWith("_s", StringComparison.Ordinal))
        {
            return 1e6;
        }
        double[] from = Numbers(_firstRow);
        double[] to = Numbers(_lines.Count - 1);
        double step = column < Math.Min(from.Length, to.Length) ? (to[column] - from[column]) / Math.Max(1, _lines.Count - 1 - _firstRow) : 0;
        return step >= 0.9 ? 1e3 : 1e6;
    }

    private IEnumerable<double> Times(CsvLayout layout)
    {
        for (int row = _firstRow; row < Math.Min(_lines.Count, _firstRow + RowsLookedAt); row++)
        {
            if (CsvRow.TryTime(layout, Field(row, layout.TimeColumn), out double time))
            {
                yield return time;
            }
        }
    }

    private void SplitLines(bool isWhole)
    {
        int from = _text.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        while (from < _text.Length)
        {
            int length = _text.AsSpan(from).IndexOf((byte)'\n');
            if (length < 0 && !isWhole && _lines.Count > 0)
            {
                break; // the last row may be cut in two
            }
            int end = length < 0 ? _text.Length : from + length;
            _lines.Add(new(from, end));
            from = end + 1;
        }
        while (_lines.Count > 0 && CsvNumber.Trim(_text.AsSpan(_lines[^1])).IsEmpty)
        {
            _lines.RemoveAt(_lines.Count - 1);
        }
    }

    private (byte Delimiter, bool HasDecimalComma, int FirstRow) FindRows()
    {
        int best = int.MaxValue;
        (byte, bool, int) found = default;
        foreach ((char delimiter, bool comma) in new[] { (';', false), (';', true), ('\t', false), ('\t', true), (',', false) })
        {
            for (int row = 0; row < Math.Min(_lines.Count, best); row++)
            {
                int wanted = Math.Min(3, _lines.Count - row);
                int fields = Fields(row, (byte)delimiter);
                if (fields >= 3 && Enumerable.Range(row, wanted).All(r => Fields(r, (byte)delimiter) == fields && NumericFields(r, (byte)delimiter, comma) >= 3))
                {
                    best = row;
                    found = ((byte)delimiter, comma, row);
                }
            }
        }
        return best < int.MaxValue
            ? found
            : throw new RecordingException(_path, "row 1", "holds no rows of numbers for x, y and z.", "Give a CSV recording: rows of time, x, y, z, separated by comma, semicolon or tab.");
    }

    private string[] Header()
    {
        if (_firstRow == 0)
        {
            return [];
        }
        string line = Encoding.UTF8.GetString(_text[_lines[_firstRow - 1]]).Trim();
        string[] names = [.. line.Split((char)_delimiter).Select(n => n.Trim().Trim('"'))];
        return names.Length >= 3 && Math.Abs(names.Length - Fields(_firstRow, _delimiter)) <= 1 ? names : [];
    }

    private bool IsEmpatica(double[] first)
    {
        if (first.Length != 3 || _firstRow + 2 >= _lines.Count || first.Any(v => v != first[0]) || first[0] < 1e8)
        {
            return false;
        }
        double[] rates = Numbers(_firstRow + 1);
        return rates.Length == 3 && rates.All(r => r == rates[0] && r is >= 1 and <= 1000);
    }

    /// <summary>Whether a column of the first row holds a written time or a Unix time.</summary>
    private bool IsTime(int column)
    {
        ReadOnlySpan<byte> field = Field(_firstRow, column);
        return CsvNumber.TryParse(field, _hasDecimalComma, out double number) ? number > 1e8 : WrittenTime.TryParse(CsvNumber.Trim(field), out _, out _);
    }

    /// <summary>Whether a column rises from each of the first rows to the next.</summary>
    private bool IsCounting(int column)
    {
        double before = double.NegativeInfinity;
        for (int row = _firstRow; row < Math.Min(_lines.Count, _firstRow + 20); row++)
        {
            if (!CsvNumber.TryParse(Field(row, column), _hasDecimalComma, out double value) || value <= before)
            {
                return false;
            }
            before = value;
        }
        return true;
    }

    private int Fields(int row, byte delimiter) => _text.AsSpan(_lines[row]).Count(delimiter) + 1;

    private int NumericFields(int row, byte delimiter, bool comma)
    {
        int count = 0;
        ReadOnlySpan<byte> line = _text.AsSpan(_lines[row]);
        foreach (Range field in line.Split(delimiter))
        {
            count += CsvNumber.TryParse(line[field], comma, out _) ? 1 : 0;
        }
        return count;
    }

    /// <summary>A row's fields as numbers; NaN where one is none.</summary>
    private double[] Numbers(int row)
    {
        var numbers = new List<double>();
        ReadOnlySpan<byte> line = _text.AsSpan(_lines[row]);
        foreach (Range field in line.Split(_delimiter))
        {
            numbers.Add(CsvNumber.TryParse(line[field], _hasDecimalComma, out double value) ? value : double.NaN);
        }
        return [.. numbers];
    }

    private ReadOnlySpan<byte> Field(int row, int column) => CsvRow.Field(_text.AsSpan(_lines[row]), _delimiter, column);
}
