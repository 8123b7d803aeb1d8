namespace RlsMotion.Simulation;

/// <summary>The numbers behind a profile. Sources: the literature gathered in docs/simulation.md.</summary>
internal sealed record ProfileTraits
{
    /// <summary>Movements an hour of sleep made in periodic runs, seen or unseen by an accelerometer excluded; 0 for none.</summary>
    public double PeriodicPerHour { get; init; } = 30;

    /// <summary>Single movements an hour of sleep.</summary>
    public double IsolatedPerHour { get; init; } = 4;

    /// <summary>Median interval of a run in seconds, drawn per night between these.</summary>
    public (double Low, double High) IntervalMedian { get; init; } = (19, 26);

    /// <summary>Spread of a run's intervals: standard deviation of the logarithm, drawn per night between these.</summary>
    public (double Low, double High) IntervalSigma { get; init; } = (0.2, 0.4);

    /// <summary>Share of movements followed by another one about 3 s later, drawn per night between these.</summary>
    public (double Low, double High) ShortIntervalShare { get; init; } = (0.10, 0.20);

    /// <summary>Median length of a run in movements.</summary>
    public double RunLengthMedian { get; init; } = 18;

    /// <summary>Median of the visible peaks in g.</summary>
    public double MedianAmplitudeG { get; init; } = 0.050;

    /// <summary>Standard deviation of the logarithm of the visible peaks.</summary>
    public double AmplitudeSigma { get; init; } = 1.0;

    /// <summary>Posture changes in eight hours of sleep.</summary>
    public (double Low, double High) PosturesPerNight { get; init; } = (15, 21);

    /// <summary>Gross movements in eight hours of sleep.</summary>
    public (double Low, double High) GrossPerNight { get; init; } = (20, 45);

    /// <summary>Wake periods in eight hours after sleep onset.</summary>
    public (double Low, double High) WakesPerNight { get; init; } = (3, 6);

    /// <summary>Chance that one of the wake periods is a walk to the toilet, in eight hours.</summary>
    public double ToiletChance { get; init; } = 0.4;

    /// <summary>Bumps of partner or mattress an hour.</summary>
    public (double Low, double High) VibrationsPerHour { get; init; } = (4, 12);

    /// <summary>Twitches an hour of sleep, each leg.</summary>
    public double TwitchesPerHour { get; init; } = 3;

    /// <summary>Tremor trains an hour of sleep.</summary>
    public double TremorsPerHour { get; init; } = 0.6;

    /// <summary>Nominal samples per second.</summary>
    public double RateHz { get; init; } = 50;

    /// <summary>Counts per g.</summary>
    public int LsbPerG { get; init; } = 256;

    /// <summary>Noise density in micro-g per root hertz.</summary>
    public (double Low, double High) NoiseMicroGPerRootHz { get; init; } = (300, 500);

    /// <summary>How far the sampling is off its nominal rate, as a share of it, either sign.</summary>
    public (double Low, double High) RateError { get; init; } = (0.0005, 0.005);

    /// <summary>Whether packets get lost, late and doubled.</summary>
    public bool IsLossy { get; init; }

    /// <summary>How far the right sensor's clock is ahead, in milliseconds.</summary>
    public int RightClockAheadMilliseconds { get; init; }

    /// <summary>The numbers of a profile.</summary>
    public static ProfileTraits Of(SimulationProfile profile) => profile switch
    {
        SimulationProfile.Healthy => new() { PeriodicPerHour = 1.5, IsolatedPerHour = 3, RunLengthMedian = 6, ShortIntervalShare = (0.1, 0.3) },
        SimulationProfile.Severe => new()
        {
            PeriodicPerHour = 75,
            IsolatedPerHour = 6,
            RunLengthMedian = 60,
            MedianAmplitudeG = 0.120,
            AmplitudeSigma = 0.8,
            IntervalSigma = (0.2, 0.3),
        },
        SimulationProfile.Elderly => new()
        {
            PeriodicPerHour = 28,
            IsolatedPerHour = 6,
            IntervalMedian = (14, 17),
            WakesPerNight = (6, 10),
            ToiletChance = 0.95,
            GrossPerNight = (25, 45),
        },
        SimulationProfile.Restless => new()
        {
            PeriodicPerHour = 8,
            IsolatedPerHour = 8,
            RunLengthMedian = 8,
            PosturesPerNight = (24, 34),
            GrossPerNight = (45, 60),
            WakesPerNight = (6, 10),
            VibrationsPerHour = (25, 50),
            TwitchesPerHour = 10,
            TremorsPerHour = 2,
        },
        SimulationProfile.Cheap => new() { RateHz = 25, LsbPerG = 64, NoiseMicroGPerRootHz = (500, 700), RateError = (0.03, 0.05) },
        SimulationProfile.Lossy => new() { IsLossy = true, RightClockAheadMilliseconds = 40 },
        SimulationProfile.Silent => new()
        {
            PeriodicPerHour = 0,
            IsolatedPerHour = 0,
            PosturesPerNight = (0, 0),
            GrossPerNight = (0, 0),
            WakesPerNight = (0, 0),
            ToiletChance = 0,
            VibrationsPerHour = (0, 0),
            TwitchesPerHour = 0,
            TremorsPerHour = 0,
        },
        _ => new(),
    };
}
