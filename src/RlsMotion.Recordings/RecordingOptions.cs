using NodaTime;

namespace RlsMotion.Recordings;

/// <summary>What the reader cannot know from a file.</summary>
public sealed record RecordingOptions
{
    /// <summary>Zone of local times in a file that names none; null reads them as UTC. Ignored where the file gives UTC or an offset.</summary>
    /// <remarks>The offset in force at the recording's start holds throughout: a recorder does not change to summer time by itself.</remarks>
    public DateTimeZone? Zone { get; init; }

    /// <summary>Samples per second of a text file without times; null if the file tells. 1 to 10000.</summary>
    public double? RateHz { get; init; }

    /// <summary>Time of the first sample of a text file without times; null if the file tells, or nobody does.</summary>
    public Instant? Start { get; init; }

    /// <summary>Unit of a text file whose unit cannot be told; null if the file tells.</summary>
    public AccelerationUnit? Unit { get; init; }

    /// <summary>Refuses what is outside its range.</summary>
    internal void Check()
    {
        if (RateHz is { } rate && !(rate is >= 1 and <= 10_000))
        {
            throw new ArgumentOutOfRangeException(nameof(RateHz), rate, "RateHz is 1 to 10000.");
        }
    }
}
