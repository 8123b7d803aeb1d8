using NodaTime;

namespace RlsMotion.Simulation;

/// <summary>What night to make. Equal options give equal bits, on every machine.</summary>
public sealed record SimulationOptions
{
    /// <summary>Which night of the profile. Any number.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Length of the recording in hours: 0.01 to 24. The default is 8.</summary>
    public double Hours { get; init; } = 8;

    /// <summary>Whose night, with what sensors.</summary>
    public SimulationProfile Profile { get; init; } = SimulationProfile.Rls;

    /// <summary>Nominal samples per second: 10 to 200; null for the profile's own (50, cheap 25).</summary>
    public double? RateHz { get; init; }

    /// <summary>True time of the first sample; whole milliseconds. The default is 2026-01-15 at 22:00 UTC.</summary>
    public Instant Start { get; init; } = Instant.FromUtc(2026, 1, 15, 22, 0);

    /// <summary>Zone in which the sleeper lives: for file formats that keep local time. Does not change the motion.</summary>
    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>Counts per g: 16 to 16384, a power of two; null for the profile's own (256, cheap 64).</summary>
    public int? LsbPerG { get; init; }

    /// <summary>Largest reading in g, either sign: 2 to 16; null for 8.</summary>
    public double? RangeG { get; init; }

    /// <summary>Noise density of each axis in micro-g per root hertz: 0 to 2000; null for a draw from 300 to 500 (cheap: 500 to 700).</summary>
    public double? NoiseMicroGPerRootHz { get; init; }

    /// <summary>Median of the visible leg movements' peaks in g: 0.01 to 1; null for the profile's own (0.05, severe 0.12).</summary>
    public double? MedianAmplitudeG { get; init; }

    /// <summary>Standard deviation of the logarithm of those peaks: 0 to 2; null for the profile's own (1.0, severe 0.8).</summary>
    public double? AmplitudeSigma { get; init; }

    /// <summary>Length of one packet in seconds: 0.1 to 60, and never more than 2000 samples. The default, 20 s, is what a file's replay sends.</summary>
    public double FrameSeconds { get; init; } = 20;

    /// <summary>Puts each sensor on the other leg: the labels change places, nothing else.</summary>
    public bool SwapLegs { get; init; }

    /// <summary>How far the right sensor's clock is ahead of true time, in milliseconds: -60000 to 60000; null for the profile's own (0, lossy 40).</summary>
    public int? RightClockAheadMilliseconds { get; init; }

    /// <summary>How much too fast the right sensor's clock runs, parts per million: -300 to 300.</summary>
    public double RightClockDriftPpm { get; init; }

    /// <summary>Refuses what is outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names it.</exception>
    internal void Check()
    {
        Within(Hours, 0.01, 24, nameof(Hours));
        Within(RateHz, 10, 200, nameof(RateHz));
        Within(LsbPerG, 16, 16384, nameof(LsbPerG));
        Within(RangeG, 2, 16, nameof(RangeG));
        Within(NoiseMicroGPerRootHz, 0, 2000, nameof(NoiseMicroGPerRootHz));
        Within(MedianAmplitudeG, 0.01, 1, nameof(MedianAmplitudeG));
        Within(AmplitudeSigma, 0, 2, nameof(AmplitudeSigma));
        Within(FrameSeconds, 0.1, 60, nameof(FrameSeconds));
        Within(RightClockAheadMilliseconds, -60_000, 60_000, nameof(RightClockAheadMilliseconds));
        Within(RightClockDriftPpm, -300, 300, nameof(RightClockDriftPpm));
        if (LsbPerG is { } lsb && !int.IsPow2(lsb))
        {
            throw new ArgumentOutOfRangeException(nameof(LsbPerG), lsb, "LsbPerG is a power of two.");
        }
        if (!Enum.IsDefined(Profile))
        {
            throw new ArgumentOutOfRangeException(nameof(Profile), Profile, "Profile is not one of the known profiles.");
        }
        if (Start.ToUnixTimeTicks() % NodaConstants.TicksPerMillisecond != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(Start), Start, "Start is a whole millisecond.");
        }
    }

    private static void Within(double? value, double low, double high, string name)
    {
        if (value is { } given && !(given >= low && given <= high)) // refuses NaN too
        {
            throw new ArgumentOutOfRangeException(name, given, FormattableString.Invariant($"{name} is {low} to {high}."));
        }
    }
}
