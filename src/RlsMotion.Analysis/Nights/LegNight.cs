using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Analysis.Nights;

/// <summary>One leg's night on UTC: what was recorded, what was found, what cannot be judged. Rest is not known yet.</summary>
internal sealed class LegNight
{
    /// <summary>Around a removed movement, what still swings goes with it, in milliseconds.</summary>
    private const long RemovedMargin = 500;

    public required Leg Leg { get; init; }

    public required IReadOnlyList<PlacedBoot> Boots { get; init; }

    /// <summary>Time that the samples span without gaps beyond two seconds, worn or not.</summary>
    public required TimeSet Recorded { get; init; }

    /// <summary>Recorded, worn as far as is known, and not blind.</summary>
    public required TimeSet Valid { get; init; }

    /// <summary>In order, disjoint.</summary>
    public required IReadOnlyList<LegMovement> Movements { get; init; }

    /// <summary>In order.</summary>
    public required IReadOnlyList<NightGap> Gaps { get; init; }

    /// <summary>In order; only half minutes in which something was received.</summary>
    public required IReadOnlyList<EpochEvidence> Epochs { get; init; }

    /// <summary>Recorded time without blind zones, by which coverage is told.</summary>
    public required TimeSet Received { get; init; }

    /// <summary>One for each of <see cref="Epochs"/>.</summary>
    public required IReadOnlyList<bool?> Worn { get; init; }

    public static LegNight Of(Leg leg, IReadOnlyList<PlacedBoot> boots, TimeSpanMs night, NightOptions options)
    {
        var timeline = new LegTimeline(boots, night);
        List<LegMovement> movements = PlaceMovements(leg, boots, timeline, options.Classifier);
        List<EpochEvidence> epochs = GatherEpochs(boots, timeline, movements);
        bool?[] worn = WearJudge.Judge(epochs);
        TimeSet blind = TimeSet.Of(boots.SelectMany(boot => boot.Boot.Blind.SelectMany(gap => boot.Place(gap.From, gap.To))).Select(piece => piece.Time));
        TimeSet notWorn = TimeSet.Of(epochs.Where((_, i) => worn[i] == false)
            .Select(epoch => new TimeSpanMs(epoch.FromMilliseconds, epoch.FromMilliseconds + EpochEvidence.LengthMilliseconds))).Intersect(timeline.Recorded);
        movements.RemoveAll(movement => notWorn.Contains(movement.Onset.ToUnixTimeMilliseconds()));
        IEnumerable<NightGap> notWornGaps = notWorn.Spans.Select(span => new NightGap(
            leg, Instant.FromUnixTimeMilliseconds(span.From), Instant.FromUnixTimeMilliseconds(span.To), GapReason.NotWorn));
        TimeSet received = timeline.Recorded.Except(blind);
        return new LegNight
        {
            Leg = leg,
            Boots = boots,
            Recorded = timeline.Recorded,
            Received = received,
            Valid = received.Except(notWorn),
            Movements = movements,
            Gaps = [.. timeline.Gaps(leg).Concat(notWornGaps).OrderBy(gap => gap.From)],
            Epochs = epochs,
            Worn = worn,
        };
    }

    private static List<LegMovement> PlaceMovements(Leg leg, IReadOnlyList<PlacedBoot> boots, LegTimeline timeline, IMovementClassifier classifier)
    {
        var movements = new List<LegMovement>();
        foreach (PlacedBoot boot in boots.Where(boot => boot.Boot.Samples > 0))
        {
            TimeSet own = timeline.OwnTime(boot);
            foreach (DetectedMovement found in boot.Boot.Movements)
            {
                if (boot.SpanOf(found.OnsetIndex, found.OffsetIndex) is not { } span || !own.Contains(span.From))
                {
                    continue; // another sensor speaks for this time, or the time is not known
                }
                ClassVerdict verdict = classifier.Classify(found.Features);
                movements.Add(new LegMovement(
                    leg, Instant.FromUnixTimeMilliseconds(span.From), Instant.FromUnixTimeMilliseconds(Math.Max(span.To, span.From + 1)),
                    found.Features.PeakG, verdict.Class, verdict.Probability));
            }
        }
        movements.Sort((a, b) => a.Onset.CompareTo(b.Onset));
        // Where one boot takes over from another, the earlier movement stands.
        var disjoint = new List<LegMovement>(movements.Count);
        foreach (LegMovement movement in movements)
        {
            if (disjoint.Count == 0 || movement.Onset >= disjoint[^1].Offset)
            {
                disjoint.Add(movement);
            }
        }
        return disjoint;
    }

    private static List<EpochEvidence> GatherEpochs(IReadOnlyList<PlacedBoot> boots, LegTimeline timeline, List<LegMovement> movements)
    {
        TimeSet removed = TimeSet.Of(movements.Where(IsNoSignOfWaking).Select(movement => new TimeSpanMs(
            movement.Onset.ToUnixTimeMilliseconds() - RemovedMargin, movement.Offset.ToUnixTimeMilliseconds() + RemovedMargin)));
        var epochs = new Dictionary<long, EpochEvidence>();
        EpochEvidence? latest = null;
        EpochEvidence At(long milliseconds)
        {
            if (latest is not null && milliseconds >= latest.FromMilliseconds && milliseconds < latest.FromMilliseconds + EpochEvidence.LengthMilliseconds)
            {
                return latest;
            }
            long number = Math.DivRem(milliseconds, EpochEvidence.LengthMilliseconds, out long rest) - (rest < 0 ? 1 : 0);
            if (!epochs.TryGetValue(number, out EpochEvidence? epoch))
            {
                epochs.Add(number, epoch = new EpochEvidence(number));
            }
            return latest = epoch;
        }
        foreach (PlacedBoot boot in boots.Where(boot => boot.Boot.Samples > 0))
        {
            TimeSet own = timeline.OwnTime(boot);
            int half = boot.Boot.SamplesPerSecond / 2;
            foreach (SecondStatistics second in boot.Boot.Seconds)
            {
                if (boot.MillisecondsAt(second.FirstIndex + half) is { } middle && own.Contains(middle))
                {
                    At(middle).Add(second, removed.Within(middle - RemovedMargin, middle + RemovedMargin) > 0);
                }
            }
            foreach (ClockMark mark in boot.Boot.Clock.Marks)
            {
                if ((mark.TemperatureC is null && !mark.IsCharging) || boot.MillisecondsAt(mark.Index) is not { } time || !own.Contains(time))
                {
                    continue;
                }
                At(time).IsCharging |= mark.IsCharging;
                if (mark.TemperatureC is { } celsius)
                {
                    At(time).AddTemperature(celsius);
                }
            }
        }
        foreach (LegMovement movement in movements.Where(movement => !IsNoSignOfWaking(movement)))
        {
            long last = movement.Offset.ToUnixTimeMilliseconds();
            for (long time = movement.Onset.ToUnixTimeMilliseconds(); time < last; time += EpochEvidence.LengthMilliseconds)
            {
                At(time).HoldsGrossMovement = true;
            }
            At(last - 1).HoldsGrossMovement = true;
        }
        var ordered = new List<EpochEvidence>(epochs.Values.Where(epoch => epoch.Seconds > 0));
        ordered.Sort((a, b) => a.Number.CompareTo(b.Number));
        return ordered;
    }

    /// <summary>Sleepers move their legs: such a movement says nothing of wakefulness. One that turns the leg over does.</summary>
    private static bool IsNoSignOfWaking(LegMovement movement) =>
        movement.Class is MovementClass.LegMovement or MovementClass.Tremor or MovementClass.Twitch or MovementClass.Vibration;
}
