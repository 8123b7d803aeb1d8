using NodaTime;

namespace RlsMotion.Analysis.Samples;

/// <summary>Turns what a boot's packets say about time into clock maps: one, or more where the sensor's clock stepped.</summary>
/// <remarks>
/// Two questions, kept apart. How fast are samples taken? By the sensor's own times alone, so that a rate error of several percent stretches no
/// movement. Where does the sensor's clock stand? By the quickest live deliveries, bounded to ±300 ppm; history says nothing about that.
/// </remarks>
internal static class ClockFit
{
    /// <summary>A larger disagreement between two marks and the rate is a step of the clock.</summary>
    private const double StepMicroseconds = 2_000_000;

    /// <summary>Allowance for a rate known only roughly, per time passed: a gap of an hour may be off by this much more.</summary>
    private const double StepShare = 1e-3;

    /// <summary>A rate further than this from nominal is not believed.</summary>
    private const double LargestRateError = 0.2;

    /// <summary>Marks per anchor of a map: a minute.</summary>
    private const int MarksPerAnchor = 6;

    private static readonly long EarliestBelievedMicroseconds = Instant.FromUtc(2024, 1, 1, 0, 0).ToUnixTimeTicks() / 10;

    private const long DayMicroseconds = 86_400_000_000;

    /// <summary>The segments, rising in index; empty for a trace without marks.</summary>
    public static IReadOnlyList<ClockSegment> Fit(uint boot, ClockTrace trace)
    {
        var segments = new List<ClockSegment>();
        IReadOnlyList<ClockMark> marks = trace.Marks;
        double period = UsualPeriodMicroseconds(trace);
        var run = new List<ClockMark>();
        foreach (ClockMark mark in marks)
        {
            if (run.Count > 0 && Steps(run[^1], mark, period))
            {
                segments.Add(FitSegment(boot, trace, run));
                run.Clear();
            }
            run.Add(mark);
        }
        if (run.Count > 0)
        {
            segments.Add(FitSegment(boot, trace, run));
        }
        if (segments.Count > 0)
        {
            segments[0] = segments[0] with { FromIndex = long.MinValue };
            segments[^1] = segments[^1] with { ToIndex = long.MaxValue };
        }
        return segments;
    }

    private static bool Steps(in ClockMark from, in ClockMark to, double periodMicroseconds)
    {
        double expected = (to.Index - from.Index) * periodMicroseconds;
        double passed = (double)to.DeviceMicroseconds - from.DeviceMicroseconds;
        return from.IsUnixTime != to.IsUnixTime || Math.Abs(passed - expected) > StepMicroseconds + (StepShare * expected);
    }

    /// <summary>The median of the rates between neighbouring marks: a step spoils one of them, not the median.</summary>
    private static double UsualPeriodMicroseconds(ClockTrace trace)
    {
        double nominal = trace.PeriodNanoseconds / 1000.0;
        IReadOnlyList<ClockMark> marks = trace.Marks;
        var periods = new List<double>(marks.Count);
        for (int i = 1; i < marks.Count; i++)
        {
            long samples = marks[i].Index - marks[i - 1].Index;
            double period = ((double)marks[i].DeviceMicroseconds - marks[i - 1].DeviceMicroseconds) / samples;
            if (samples >= trace.MarkSamples / 2 && IsPlausible(period, nominal))
            {
                periods.Add(period);
            }
        }
        periods.Sort();
        return periods.Count == 0 ? nominal : periods[periods.Count / 2];
    }

    private static bool IsPlausible(double period, double nominal) => Math.Abs((period / nominal) - 1) <= LargestRateError;

    private static ClockSegment FitSegment(uint boot, ClockTrace trace, List<ClockMark> marks)
    {
        double nominal = trace.PeriodNanoseconds / 1000.0;
        long samples = marks[^1].Index - marks[0].Index;
        double period = samples < trace.MarkSamples / 2 ? nominal
            : ((double)marks[^1].DeviceMicroseconds - marks[0].DeviceMicroseconds) / samples;
        bool rateIsBelieved = IsPlausible(period, nominal);
        period = rateIsBelieved ? period : nominal;

        bool dateIsBelieved = marks[0].IsUnixTime && !marks.Exists(mark => mark.Live is { } live && !IsBelieved(mark, live));
        List<ClockDelivery> live = [.. marks.Where(mark => mark.Live is not null).Select(mark => mark.Live!.Value)];
        LatencyEnvelope? line = live.Count > 0 && (!dateIsBelieved || CameAsItWasTaken(live)) ? LatencyEnvelope.Fit(live) : null;
        if (line is null && !marks[0].IsUnixTime)
        {
            List<ClockDelivery> any = [.. marks.Where(mark => mark.Any is not null).Select(mark => mark.Any!.Value)];
            if (any.Count == 0)
            {
                return new ClockSegment(marks[0].Index, marks[^1].Index, null, false);
            }
            line = LatencyEnvelope.Fit(any) with { Slope = 0, HasSlope = false };
        }
        List<ClockMap.Anchor> anchors = Anchors(rateIsBelieved ? marks : marks[..1], trace.MarkSamples, line);
        double stretch = 1 + (line?.Slope ?? 0);
        double? driftPpm = line is { HasSlope: true } fitted ? -fitted.Slope * 1e6 : null;
        var map = new ClockMap(boot, period * stretch * 1000, anchors, driftPpm);
        return new ClockSegment(marks[0].Index, marks[^1].Index, map, dateIsBelieved && rateIsBelieved);
    }

    private static bool IsBelieved(in ClockMark mark, in ClockDelivery live) =>
        mark.DeviceMicroseconds >= EarliestBelievedMicroseconds && mark.DeviceMicroseconds <= live.ReceivedMicroseconds + DayMicroseconds;

    /// <summary>False for old samples that were sent in a hurry without being marked as history: their own date is the better witness.</summary>
    private static bool CameAsItWasTaken(List<ClockDelivery> live)
    {
        const long enough = 60_000_000; // a minute shows the pace
        double taken = (double)live[^1].DeviceMicroseconds - live[0].DeviceMicroseconds;
        double arrived = (double)live[^1].ReceivedMicroseconds - live[0].ReceivedMicroseconds;
        return taken >= enough
            ? Math.Abs((arrived / taken) - 1) <= LargestRateError
            : live.Min(delivery => delivery.OffsetMicroseconds) < DayMicroseconds;
    }

    /// <summary>About one a minute of the sample index: the first mark of each minute, and the last of all.</summary>
    private static List<ClockMap.Anchor> Anchors(List<ClockMark> marks, long markSamples, LatencyEnvelope? line)
    {
        var anchors = new List<ClockMap.Anchor>();
        long minute = -1;
        for (int i = 0; i < marks.Count; i++)
        {
            ClockMark mark = marks[i];
            long thisMinute = mark.Index / (markSamples * MarksPerAnchor);
            if (thisMinute == minute && i < marks.Count - 1)
            {
                continue;
            }
            double unix = line is { } fitted ? fitted.At(mark.DeviceMicroseconds) : mark.DeviceMicroseconds;
            var anchor = new ClockMap.Anchor(mark.Index, (long)Math.Round(unix));
            if (anchors.Count == 0 || anchor.UnixMicroseconds > anchors[^1].UnixMicroseconds)
            {
                anchors.Add(anchor);
                minute = thisMinute;
            }
        }
        return anchors;
    }
}
