using System.Globalization;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Cli.Events;

/// <summary>A scored recording as text: columns type,onset,duration in seconds, in any order, further columns ignored.</summary>
/// <remarks>Types: L and R leg movements, AR arousal, RESP respiratory event, W N1 N2 N3 REM sleep stages. Times are taken to the millisecond.</remarks>
internal sealed class EventList
{
    private const int MillisecondDigits = 3;
    private const decimal LongestSeconds = 40_000_000; // more than a year: no recording

    private static readonly Dictionary<string, SleepStage> StagesByType = new(StringComparer.OrdinalIgnoreCase)
    {
        ["W"] = SleepStage.Wake, ["N1"] = SleepStage.N1, ["N2"] = SleepStage.N2, ["N3"] = SleepStage.N3, ["REM"] = SleepStage.Rem,
    };

    private static readonly string[] ColumnNames = ["type", "onset", "duration"];

    private readonly string _path;

    private EventList(string path) => _path = path;

    /// <summary>Leg movements, in the file's order; their peak is not known and given as zero.</summary>
    public List<LegMovement> Movements { get; } = [];

    /// <summary>The hypnogram; empty without one.</summary>
    public List<StagePeriod> Stages { get; } = [];

    /// <summary>Respiratory events.</summary>
    public List<Interval> RespiratoryEvents { get; } = [];

    /// <summary>Arousals.</summary>
    public List<Interval> Arousals { get; } = [];

    /// <summary>Reads a list.</summary>
    /// <param name="path">The file.</param>
    /// <param name="zero">The instant that the list counts from.</param>
    /// <exception cref="UnusableInputException">It cannot be read, or a line makes no sense.</exception>
    public static EventList Read(string path, Instant zero)
    {
        var list = new EventList(path);
        try
        {
            using var reader = new StreamReader(path);
            int[] columns = list.ColumnsOf(reader.ReadLine());
            int line = 1;
            while (reader.ReadLine() is { } text)
            {
                line++;
                if (!string.IsNullOrWhiteSpace(text))
                {
                    list.Add(text.Split(','), columns, line, zero);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException(path, "", $"cannot be read: {e.Message}", "Check the name and that it may be read.", e);
        }
        list.Check();
        return list;
    }

    /// <summary>The short name of a stage.</summary>
    public static string NameOf(SleepStage stage) => StagesByType.First(pair => pair.Value == stage).Key;

    private int[] ColumnsOf(string? header)
    {
        string[] names = [.. (header ?? "").TrimStart('\uFEFF').Split(',').Select(name => name.Trim())];
        int[] columns = [.. ColumnNames.Select(name => Array.FindIndex(names, given => string.Equals(given, name, StringComparison.OrdinalIgnoreCase)))];
        return columns.Min() >= 0
            ? columns
            : throw new UnusableInputException(_path, "row 1", "does not name the columns type, onset and duration.",
                "Begin the file with the line type,onset,duration and give seconds.");
    }

    private void Add(string[] cells, int[] columns, int line, Instant zero)
    {
        if (cells.Length <= columns.Max())
        {
            throw Fault(line, $"has {cells.Length} columns.", $"Give at least {columns.Max() + 1}.");
        }
        string type = cells[columns[0]].Trim();
        Instant onset = zero + Seconds(cells[columns[1]], "onset", line);
        Duration length = Seconds(cells[columns[2]], "duration", line);
        if (length <= Duration.Zero)
        {
            throw Fault(line, $"has the duration {cells[columns[2]].Trim()} s.", "An event lasts longer than zero seconds.");
        }
        var interval = new Interval(onset, onset + length);
        switch (type.ToUpperInvariant())
        {
            case "L" or "R":
                Leg leg = type is "L" or "l" ? Leg.Left : Leg.Right;
                Movements.Add(new LegMovement(leg, interval.Start, interval.End, 0, MovementClass.LegMovement, null));
                break;
            case "AR":
                Arousals.Add(interval);
                break;
            case "RESP":
                RespiratoryEvents.Add(interval);
                break;
            default:
                Stages.Add(StagesByType.TryGetValue(type, out SleepStage stage)
                    ? new StagePeriod(interval, stage)
                    : throw Fault(line, $"has the type \"{type}\".", "Types are L, R, AR, RESP, W, N1, N2, N3 and REM."));
                break;
        }
    }

    private Duration Seconds(string text, string column, int line)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal seconds) || Math.Abs(seconds) > LongestSeconds)
        {
            throw Fault(line, $"has the {column} \"{text.Trim()}\".", "Give seconds as a decimal number with a point.");
        }
        return Duration.FromMilliseconds((long)(Math.Round(seconds, MillisecondDigits) * 1000));
    }

    private void Check()
    {
        Stages.Sort((a, b) => a.Time.Start.CompareTo(b.Time.Start));
        for (int i = 1; i < Stages.Count; i++)
        {
            if (Stages[i].Time.Start < Stages[i - 1].Time.End)
            {
                throw new UnusableInputException(_path, "",
                    $"gives two sleep stages at once ({NameOf(Stages[i - 1].Stage)} and {NameOf(Stages[i].Stage)}).", "Let each stage end where the next begins.");
            }
        }
    }

    private UnusableInputException Fault(int line, string what, string remedy) => new(_path, $"row {line}", what, remedy);
}
