using System.Globalization;
using System.Text;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Reports.Text;

namespace RlsMotion.Reports.Charts;

/// <summary>A night on one line: movements of the left leg upwards, of the right leg downwards, series in brackets, gaps hatched, local hours below.</summary>
/// <remarks>Periodic movements are long and full, other candidates short, what is no candidate a dot: shape says it, colour only repeats it.
/// Time is elapsed time; a change of the clock is marked.</remarks>
public static class NightTimelineSvg
{
    /// <summary>Narrowest picture, in pixels: a small phone.</summary>
    public const int MinWidth = 280;

    private const int WideFrom = 700;      // pixels from which words have room beside the lanes
    private const int BracketHeight = 24;  // series
    private const int LegHeight = 52;      // one leg
    private const int RestHeight = 12;
    private const int LabelRoom = 44;      // pixels a clock label needs
    private const double LeastWidth = 1.2; // pixels, so that a short movement is still seen

    /// <summary>Draws a night.</summary>
    /// <param name="night">The night.</param>
    /// <param name="width">Width in pixels; at least <see cref="MinWidth"/>.</param>
    /// <param name="id">Prefix of the ids inside, unique on a page.</param>
    /// <exception cref="ArgumentOutOfRangeException">The picture would be too narrow.</exception>
    public static string Render(NightRecord night, int width, string id = "night")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, MinWidth);
        string title = $"Leg movements of the night {NightWords.Date(night.Key)}";
        if (night is not { Start: { } start, End: { } end } || end <= start)
        {
            var empty = new SvgCanvas(width, 60, id, title, "Nothing was recorded.");
            empty.Text(width / 2.0, 34, "Nothing was recorded.", "middle");
            return empty.Finish();
        }
        bool wide = width >= WideFrom;
        bool hasRest = night.Epochs.Any(epoch => epoch.Rest is not null);
        var plot = new Plot(night, start, end, wide ? 64 : 50, width - (wide ? 16 : 8))
        {
            Middle = 20 + BracketHeight + LegHeight,
        };
        double restTop = plot.Middle + LegHeight + 6;
        double axis = restTop + (hasRest ? RestHeight + 6 : 0);
        int height = (int)axis + 62;
        var canvas = new SvgCanvas(width, height, id, title, Describe(night, start, end));
        canvas.Raw($"""<defs><pattern id="{id}-h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="6" fill="currentColor" fill-opacity="0.45"/></pattern></defs>""");

        DrawAxis(canvas, plot, axis, wide);
        DrawGaps(canvas, plot);
        DrawSeries(canvas, plot);
        DrawMovements(canvas, plot);
        if (hasRest)
        {
            DrawRest(canvas, plot, restTop);
        }
        DrawLanes(canvas, plot, hasRest ? restTop : null);
        DrawLegend(canvas, plot, axis + 38, wide);
        return canvas.Finish();
    }

    private static string Describe(NightRecord night, Instant start, Instant end)
    {
        string gaps = night.Gaps.Count switch { 0 => "no gaps", 1 => "1 gap", var n => $"{n} gaps" };
        return $"From {Clock(start, night)} to {Clock(end, night)}: {night.Summary.Periodic} periodic of {night.Summary.LegMovements} leg movements in {night.Summary.Series} series; {gaps}. {NightWords.Headline(night)}";
    }

    private static void DrawAxis(SvgCanvas canvas, Plot plot, double y, bool wide)
    {
        canvas.Line(plot.Left, y, plot.Right, y, "stroke=\"currentColor\"");
        var axis = HourAxis.Of(plot.Start, plot.End, plot.Night.Key.Zone);
        double perHour = (plot.Right - plot.Left) / (plot.End - plot.Start).TotalHours;
        int step = HourAxis.StepFor(perHour, LabelRoom);
        foreach (HourAxis.Mark hour in axis.Hours)
        {
            double x = plot.X(hour.At);
            bool labelled = hour.Hour % step == 0;
            canvas.Line(x, y, x, y + (labelled ? 6 : 3), "stroke=\"currentColor\"");
            if (labelled)
            {
                canvas.Line(x, 20, x, y, "stroke=\"currentColor\" stroke-opacity=\"0.12\"");
                canvas.Text(Math.Clamp(x, 18, plot.Right - 8), y + 19, wide ? hour.Label : hour.Label[..2], "middle");
            }
        }
        foreach (HourAxis.Mark change in axis.Changes)
        {
            double x = plot.X(change.At);
            canvas.Line(x, 16, x, y, $"stroke=\"{Palette.Mark}\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"");
            canvas.Text(Math.Clamp(x, plot.Left + 45, plot.Right - 45), 12, change.Label, "middle", "font-size=\"11\"");
        }
    }

    private static void DrawGaps(SvgCanvas canvas, Plot plot)
    {
        foreach (NightGap gap in plot.Night.Gaps)
        {
            Instant from = Instant.Max(gap.From, plot.Start);
            Instant to = Instant.Min(gap.To, plot.End);
            if (to <= from)
            {
                continue;
            }
            double y = gap.Leg == Leg.Left ? plot.Middle - LegHeight : plot.Middle;
            canvas.Rectangle(plot.X(from), y, Math.Max(LeastWidth, plot.X(to) - plot.X(from)), LegHeight, $"fill=\"url(#{canvas.Id}-h)\"",
                $"{gap.Leg}: {NightWords.Of(gap.Reason)}, {Clock(gap.From, plot.Night)} to {Clock(gap.To, plot.Night)}");
        }
    }

    private static void DrawSeries(SvgCanvas canvas, Plot plot)
    {
        double top = plot.Middle - LegHeight - BracketHeight + 6;
        foreach (IGrouping<int?, ScoredMovement> series in plot.Night.Movements.Where(movement => movement.Series is not null).GroupBy(movement => movement.Series))
        {
            double from = plot.X(series.First().Onset);
            double to = Math.Max(from + 3, plot.X(series.Max(movement => movement.Offset)));
            string tip = $"Series {series.Key}: {series.Count()} movements, {Clock(series.First().Onset, plot.Night)} to {Clock(series.Last().Onset, plot.Night)}";
            canvas.Path($"M{SvgCanvas.N(from)} {SvgCanvas.N(top + 10)}v-10H{SvgCanvas.N(to)}v10", $"fill=\"none\" stroke=\"{Palette.Series}\" stroke-width=\"2\"", tip);
        }
    }

    private static void DrawMovements(SvgCanvas canvas, Plot plot)
    {
        foreach (ScoredMovement movement in plot.Night.Movements)
        {
            double length = movement.IsPeriodic ? LegHeight - 4 : movement.IsCandidate ? LegHeight * 0.45 : 5;
            double x = plot.X(movement.Onset);
            double width = Math.Max(LeastWidth, plot.X(movement.Offset) - x);
            string tip = string.Create(CultureInfo.InvariantCulture,
                $"{movement.Onset.InZone(plot.Night.Key.Zone):HH:mm:ss} {movement.Leg}, {movement.Duration.TotalSeconds:0.0} s{(movement.Series is { } series ? $", series {series}" : "")}");
            if (movement.Leg.HasFlag(Leg.Left))
            {
                canvas.Rectangle(x, plot.Middle - 1 - length, width, length, $"fill=\"{Palette.Left}\"{Faint(movement)}", tip);
            }
            if (movement.Leg.HasFlag(Leg.Right))
            {
                canvas.Rectangle(x, plot.Middle + 1, width, length, $"fill=\"{Palette.Right}\"{Faint(movement)}", tip);
            }
        }
    }

    private static string Faint(ScoredMovement movement) => movement.IsPeriodic ? "" : " fill-opacity=\"0.75\"";

    private static void DrawRest(SvgCanvas canvas, Plot plot, double y)
    {
        var path = new StringBuilder();
        foreach ((Instant from, Instant to) in RestOf(plot.Night))
        {
            (double x, double end) = (plot.X(Instant.Max(from, plot.Start)), plot.X(Instant.Min(to, plot.End)));
            if (end > x)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{SvgCanvas.N(x)} {SvgCanvas.N(y)}H{SvgCanvas.N(end)}v{RestHeight}H{SvgCanvas.N(x)}z");
            }
        }
        canvas.Path(path.ToString(), $"fill=\"{Palette.Rest}\"", "Rest");
        canvas.Rectangle(plot.Left, y, plot.Right - plot.Left, RestHeight, "fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.4\"");
    }

    // Rest of either leg's epochs, neighbours joined: both legs lie in one bed.
    private static IEnumerable<(Instant From, Instant To)> RestOf(NightRecord night)
    {
        (Instant From, Instant To)? open = null;
        foreach (Instant start in night.Epochs.Where(epoch => epoch.Rest == true).Select(epoch => epoch.Start).Distinct().Order())
        {
            if (open is { } run && run.To == start)
            {
                open = (run.From, start + Epoch.Length);
                continue;
            }
            if (open is { } done)
            {
                yield return done;
            }
            open = (start, start + Epoch.Length);
        }
        if (open is { } last)
        {
            yield return last;
        }
    }

    private static void DrawLanes(SvgCanvas canvas, Plot plot, double? restTop)
    {
        canvas.Line(plot.Left, plot.Middle, plot.Right, plot.Middle, "stroke=\"currentColor\" stroke-opacity=\"0.6\"");
        double x = plot.Left - 6;
        canvas.Text(x, plot.Middle - LegHeight - 6, "Series", "end");
        canvas.Text(x, plot.Middle - (LegHeight / 2.0) + 4, "Left", "end");
        canvas.Text(x, plot.Middle + (LegHeight / 2.0) + 4, "Right", "end");
        if (restTop is { } y)
        {
            canvas.Text(x, y + 10, "Rest", "end");
        }
    }

    private static void DrawLegend(SvgCanvas canvas, Plot plot, double y, bool wide)
    {
        double x = plot.Left;
        canvas.Rectangle(x, y - 2, 3, 16, $"fill=\"{Palette.Left}\"");
        canvas.Rectangle(x + 5, y - 2, 3, 16, $"fill=\"{Palette.Right}\"");
        canvas.Text(x + 14, y + 11, "periodic");
        x += wide ? 90 : 72;
        canvas.Rectangle(x, y + 5, 3, 9, $"fill=\"{Palette.Left}\" fill-opacity=\"0.75\"");
        canvas.Rectangle(x + 5, y + 5, 3, 9, $"fill=\"{Palette.Right}\" fill-opacity=\"0.75\"");
        canvas.Text(x + 14, y + 11, "not periodic");
        x += wide ? 120 : 96;
        canvas.Rectangle(x, y, 18, 13, $"fill=\"url(#{canvas.Id}-h)\"");
        canvas.Text(x + 24, y + 11, wide ? "cannot be judged" : "no data");
        if (wide)
        {
            canvas.Text(plot.Right, y + 11, $"Clock of {plot.Night.Key.Zone.Id}", "end");
        }
    }

    private static string Clock(Instant instant, NightRecord night) => instant.InZone(night.Key.Zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    private sealed record Plot(NightRecord Night, Instant Start, Instant End, double Left, double Right)
    {
        /// <summary>Where the two legs meet.</summary>
        public required double Middle { get; init; }

        public double X(Instant instant) => Left + ((Right - Left) * ((instant - Start) / (End - Start)));
    }
}
