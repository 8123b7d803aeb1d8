namespace RlsMotion.Analysis.Nights;

/// <summary>How far the data of a night can be trusted, in one letter. It says nothing of the sleeper.</summary>
/// <remarks>
/// A: at least 95 % of the recorded time is valid, at least 4 hours of rest, clocks and counters sound.
/// B: at least 85 % valid and 4 hours of rest; a clock that stepped, drifted or was not believed, or missing counters, also make a B of an A.
/// C: at least 60 % valid and 1 hour of rest, or rest cannot be told in at least 1 valid hour.
/// D: anything less, and any night of which more than 5 % of the samples were damaged.
/// Four hours: the least for an index in a trend (docs/time-and-gaps.md).
/// </remarks>
internal static class DataGrade
{
    private const double MostDamaged = 0.05;
    private const double LargestDriftPpm = 200;

    public static string Of(IReadOnlyList<LegNight> legs, TimeSet recorded, TimeSet valid, TimeSet? rest, IReadOnlyList<SensorUse> sensors)
    {
        if (recorded.IsEmpty)
        {
            return "D";
        }
        List<BootPipeline> boots = [.. legs.SelectMany(leg => leg.Boots).Select(boot => boot.Boot)];
        double damaged = (double)boots.Sum(boot => boot.DamagedSamples) / Math.Max(1, boots.Sum(boot => boot.Samples + boot.DamagedSamples));
        double share = valid.Milliseconds / (double)(recorded.Spans[^1].To - recorded.Spans[0].From);
        double restHours = rest?.Hours ?? 0;
        bool isSound = sensors.All(sensor => sensor.HasCounter && sensor.Clocks.All(clock => !(Math.Abs(clock.DriftPpm ?? 0) > LargestDriftPpm)))
            && legs.All(leg => leg.Boots.All(boot => boot.Clocks.Count <= 1 && boot.Clocks.All(clock => clock.IsBelieved)));
        return damaged > MostDamaged ? "D"
            : share >= 0.95 && restHours >= 4 && isSound ? "A"
            : share >= 0.85 && restHours >= 4 ? "B"
            : share >= 0.60 && (restHours >= 1 || (rest is null && valid.Hours >= 1)) ? "C"
            : "D";
    }
}
