using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Cli.Events;

/// <summary>The short names of sleep stages, and the check that a list gives one stage at a time.</summary>
internal static class Hypnogram
{
    /// <summary>The name of a stage in event lists.</summary>
    public static string NameOf(SleepStage stage) => stage switch
    {
        SleepStage.Wake => "W",
        SleepStage.Rem => "REM",
        _ => stage.ToString(),
    };

    /// <summary>Refuses stages that overlap.</summary>
    /// <param name="path">The file they come from.</param>
    /// <param name="stages">In onset order; null for none.</param>
    /// <exception cref="UnusableInputException">Two stages are given for the same time.</exception>
    public static void Check(string path, IReadOnlyList<StagePeriod>? stages)
    {
        for (int i = 1; i < stages?.Count; i++)
        {
            if (stages[i].Time.Start < stages[i - 1].Time.End)
            {
                throw new UnusableInputException(path, "", $"gives two sleep stages at once ({NameOf(stages[i - 1].Stage)} and {NameOf(stages[i].Stage)}).",
                    "Let each stage end where the next begins.");
            }
        }
    }
}
