using RlsMotion.Analysis.Scoring;
using RlsMotion.Simulation.Randomness;

namespace RlsMotion.Simulation.Planning;

/// <summary>Draws when the sleeper is awake and which stage sleep is in.</summary>
internal sealed class SleepPlanner(ProfileTraits traits, RandomStream random)
{
    /// <summary>One cycle of sleep in minutes; a textbook cycle of 90.</summary>
    private static readonly (SleepStage Stage, double Minutes)[] Cycle =
    [
        (SleepStage.N1, 4), (SleepStage.N2, 24), (SleepStage.N3, 26), (SleepStage.N2, 18), (SleepStage.Rem, 18),
    ];

    /// <summary>The hypnogram of a recording whose time in bed is given; wake outside of it.</summary>
    public List<PlannedStage> Plan(double length, double bedFrom, double bedTo)
    {
        double scale = Math.Clamp((bedTo - bedFrom) / (8 * 3600.0), 0.1, 1);
        bool isSilent = traits.PosturesPerNight.High == 0;
        double asleep = bedFrom + (isSilent ? 0 : random.Between(240, 1200) * scale);
        double risen = bedTo - (isSilent ? 0 : random.Between(120, 600) * scale);
        var stages = new List<PlannedStage>();
        Add(stages, SleepStage.Wake, 0, asleep);
        double from = asleep;
        foreach ((double start, double end) in WakePeriods(asleep, risen, scale))
        {
            Sleep(stages, from, start);
            Add(stages, SleepStage.Wake, start, end);
            from = end;
        }
        Sleep(stages, from, risen);
        Add(stages, SleepStage.Wake, risen, length);
        return stages;
    }

    private IEnumerable<(double Start, double End)> WakePeriods(double asleep, double risen, double scale)
    {
        int count = (int)Math.Round(random.Between(traits.WakesPerNight.Low, traits.WakesPerNight.High) * scale);
        double slot = (risen - asleep) / Math.Max(1, count);
        for (int i = 0; i < count; i++)
        {
            double duration = Math.Min(random.LogBetween(90, 720), 0.4 * slot);
            double start = asleep + ((i + random.Between(0.25, 0.55)) * slot);
            yield return (Milliseconds(start), Milliseconds(start + duration));
        }
    }

    private void Sleep(List<PlannedStage> stages, double from, double to)
    {
        double at = from;
        for (int i = 0; at < to; i = (i + 1) % Cycle.Length)
        {
            double end = Math.Min(to, Milliseconds(at + (Cycle[i].Minutes * 60 * random.Between(0.7, 1.3))));
            Add(stages, Cycle[i].Stage, at, end);
            at = end;
        }
    }

    private static void Add(List<PlannedStage> stages, SleepStage stage, double from, double to)
    {
        (from, to) = (Milliseconds(from), Milliseconds(to));
        if (to > from)
        {
            stages.Add(new(stage, from, to));
        }
    }

    private static double Milliseconds(double seconds) => Math.Round(seconds * 1000) / 1000;
}
