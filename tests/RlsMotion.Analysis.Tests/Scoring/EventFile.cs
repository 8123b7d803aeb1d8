using System.Globalization;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Analysis.Tests.Scoring;

/// <summary>An event list of the oracles: columns type,onset,duration in seconds from an arbitrary zero.</summary>
internal sealed class EventFile
{
    public static readonly Instant Zero = Instant.FromUtc(2026, 1, 1, 21, 0);

    public List<LegMovement> Movements { get; } = [];

    public List<StagePeriod> Stages { get; } = [];

    public List<Interval> Respiratory { get; } = [];

    public List<Interval> Arousals { get; } = [];

    public SleepContext Context => new() { Stages = Stages, RespiratoryEvents = Respiratory, Arousals = Arousals };

    public static EventFile Read(string path)
    {
        var file = new EventFile();
        foreach (string[] cells in File.ReadLines(path).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')))
        {
            Instant onset = Zero + Seconds(cells[1]);
            Instant end = onset + Seconds(cells[2]);
            switch (cells[0])
            {
                case "L" or "R":
                    file.Movements.Add(Night.Movement(cells[0] == "L" ? Leg.Left : Leg.Right, onset, end));
                    break;
                case "RESP":
                    file.Respiratory.Add(new Interval(onset, end));
                    break;
                case "AR":
                    file.Arousals.Add(new Interval(onset, end));
                    break;
                default:
                    file.Stages.Add(new StagePeriod(new Interval(onset, end), Stage(cells[0])));
                    break;
            }
        }
        return file;
    }

    public static SleepStage Stage(string name) => name switch
    {
        "W" => SleepStage.Wake,
        "N1" => SleepStage.N1,
        "N2" => SleepStage.N2,
        "N3" => SleepStage.N3,
        "REM" => SleepStage.Rem,
        _ => throw new FormatException(name),
    };

    private static Duration Seconds(string text) =>
        Duration.FromMilliseconds((long)(decimal.Parse(text, CultureInfo.InvariantCulture) * 1000));
}
