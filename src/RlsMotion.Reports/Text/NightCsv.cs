using System.Globalization;
using NodaTime;
using NodaTime.Text;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Reports.Text;

/// <summary>A night's leg movements as a table that spreadsheets open and that is itself an event list (type,onset,duration).</summary>
/// <remarks>One line per movement of one leg, in onset order; the columns after probability tell of the scored movement it is part of, and are empty
/// for one too short to count. An interval stands only on the line of the first member. Invariant culture; line ends are LF.</remarks>
public static class NightCsv
{
    /// <summary>The first line.</summary>
    public const string Header = "type,onset,duration,utc,peak_g,probability,movement,candidate,periodic,series,interval,during_rest";

    private static readonly InstantPattern Utc = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss.fff'Z'");

    /// <summary>Writes a night. Onsets, durations and intervals are seconds, onsets from the first sample.</summary>
    public static void Write(TextWriter writer, NightRecord night)
    {
        writer.Write(Header + "\n");
        foreach (LegMovement movement in night.LegMovements.Where(movement => movement.Class == MovementClass.LegMovement))
        {
            int number = NumberOf(movement, night.Movements);
            ScoredMovement? scored = number > 0 ? night.Movements[number - 1] : null;
            bool isFirst = scored?.Onset == movement.Onset;
            writer.Write(string.Join(',',
                movement.Leg == Leg.Left ? "L" : "R",
                Seconds(movement.Onset - (night.Start ?? movement.Onset)),
                Seconds(movement.Duration),
                Utc.Format(movement.Onset),
                movement.PeakG.ToString("0.####", CultureInfo.InvariantCulture),
                movement.Probability?.ToString("0.####", CultureInfo.InvariantCulture),
                number > 0 ? number.ToString(CultureInfo.InvariantCulture) : null,
                Claim(scored?.IsCandidate),
                Claim(scored?.IsPeriodic),
                scored?.Series?.ToString(CultureInfo.InvariantCulture),
                isFirst && scored?.Interval is { } interval ? Seconds(interval) : null,
                Claim(scored?.DuringRest)));
            writer.Write('\n');
        }
    }

    // The latest scored movement that had begun and holds this leg: joined movements may reach over one of a single leg.
    private static int NumberOf(LegMovement movement, IReadOnlyList<ScoredMovement> scored)
    {
        (int low, int high) = (0, scored.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = scored[middle].Onset <= movement.Onset ? (middle + 1, high) : (low, middle);
        }
        for (int i = low - 1; i >= 0 && low - i <= LookBack; i--)
        {
            if (scored[i].Leg.HasFlag(movement.Leg) && scored[i].Offset >= movement.Offset)
            {
                return i + 1;
            }
        }
        return 0;
    }

    // More scored movements than this cannot begin within one that is still going on: rules join them.
    private const int LookBack = 32;

    private static string Seconds(Duration duration) => (duration.TotalMilliseconds / 1000.0).ToString("0.000", CultureInfo.InvariantCulture);

    private static string? Claim(bool? claim) => claim switch { true => "true", false => "false", null => null };
}
