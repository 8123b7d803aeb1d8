using System.ComponentModel.DataAnnotations;
using NodaTime;

namespace RlsMotion.Analysis.Scoring;

/// <summary>The numbers of a rule set. Get one by <see cref="For"/>; change single numbers with <c>with</c>.</summary>
/// <remarks>Immutable. All durations are whole milliseconds. Sources: Ferri et al., Sleep Med 2016;26:86-95 (WASM 2016); Zucconi et al.,
/// Sleep Med 2006;7:175-183 (WASM 2006); AASM manual version 3.</remarks>
public sealed record ScoringCriteria : IValidatableObject
{
    private ScoringCriteria()
    {
    }

    /// <summary>Which published set these numbers started from.</summary>
    public RuleSet Rules { get; private init; }

    /// <summary>Shortest leg movement, inclusive; 0.1 to 5 s. What is shorter after bursts were joined is dropped.</summary>
    public Duration MinDuration { get; init; } = Duration.FromMilliseconds(500);

    /// <summary>Longest candidate on one leg, inclusive; above <see cref="MinDuration"/>, to 60 s.</summary>
    public Duration MaxDuration { get; init; } = Duration.FromSeconds(10);

    /// <summary>Bursts of one leg closer than this, offset to onset, are one movement; 0 to 5 s.</summary>
    public Duration BurstGap { get; init; } = Duration.FromMilliseconds(500);

    /// <summary>How movements of the two legs become one.</summary>
    public LegJoining Joining { get; init; } = LegJoining.OffsetToOnset;

    /// <summary>Movements of the two legs closer than this are one, as <see cref="Joining"/> measures it; 0 to 10 s.</summary>
    public Duration LegGap { get; init; } = Duration.FromMilliseconds(500);

    /// <summary>Most members of a joined candidate; 2 to 100.</summary>
    public int MaxMembers { get; init; } = 4;

    /// <summary>Longest joined candidate, inclusive; from <see cref="MaxDuration"/> to 120 s.</summary>
    public Duration MaxJoinedDuration { get; init; } = Duration.FromSeconds(15);

    /// <summary>Shortest onset-to-onset interval in a series, inclusive; 1 to 60 s.</summary>
    public Duration MinInterval { get; init; } = Duration.FromSeconds(10);

    /// <summary>Longest onset-to-onset interval in a series, inclusive; above <see cref="MinInterval"/>, to 300 s.</summary>
    public Duration MaxInterval { get; init; } = Duration.FromSeconds(90);

    /// <summary>Fewest movements of a series; 2 to 20.</summary>
    public int MinSeriesLength { get; init; } = 4;

    /// <summary>True: a movement less than <see cref="MinInterval"/> after the previous is passed over and the interval measured on. False: it ends the series.</summary>
    public bool SkipsShortIntervals { get; init; }

    /// <summary>Whether the movement after a too short interval may be the first of the next series. Ignored where short intervals are skipped.</summary>
    public bool RestartAfterShort { get; init; } = true;

    /// <summary>Whether a movement too long for a candidate ends a series. False: it is no leg movement at all, and joins none.</summary>
    public bool LongMovementEndsSeries { get; init; } = true;

    /// <summary>Whether <see cref="RespiratoryFrom"/> counts from the start of a respiratory event; else from its end.</summary>
    public bool RespiratoryFromEventStart { get; init; }

    /// <summary>Where the respiratory window begins; -60 to 60 s.</summary>
    public Duration RespiratoryFrom { get; init; } = Duration.FromMilliseconds(-2000);

    /// <summary>Where the respiratory window ends, counted from the end of the event, inclusive; -60 to 60 s.</summary>
    public Duration RespiratoryTo { get; init; } = Duration.FromMilliseconds(10_250);

    /// <summary>Whether respiratory movements count for nothing. False: they count, and counts without them are given besides.</summary>
    public bool RespiratoryNeverCounts { get; init; }

    /// <summary>Whether only movements with some part in the denominator's time (sleep, or rest) count.</summary>
    public bool SleepOnly { get; init; }

    /// <summary>A movement less than this from an arousal, end to onset, goes with it; 0 to 10 s.</summary>
    public Duration ArousalGap { get; init; } = Duration.FromMilliseconds(500);

    /// <summary>The published numbers of a rule set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such rule set.</exception>
    public static ScoringCriteria For(RuleSet rules) => rules switch
    {
        RuleSet.Wasm2016 => new ScoringCriteria { Rules = rules },
        RuleSet.Wasm2006 => new ScoringCriteria
        {
            Rules = rules,
            MinInterval = Duration.FromSeconds(5),
            SkipsShortIntervals = true,
            LongMovementEndsSeries = false,
        },
        RuleSet.Aasm3 => new ScoringCriteria
        {
            Rules = rules,
            Joining = LegJoining.OnsetToOnset,
            LegGap = Duration.FromSeconds(5),
            MinInterval = Duration.FromSeconds(5),
            SkipsShortIntervals = true,
            LongMovementEndsSeries = false,
            RespiratoryFromEventStart = true,
            RespiratoryFrom = Duration.FromMilliseconds(-500),
            RespiratoryTo = Duration.FromMilliseconds(500),
            RespiratoryNeverCounts = true,
            SleepOnly = true,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(rules), rules, "No such rule set."),
    };

    /// <summary>For the suggested immobilisation test: WASM 2016 with intervals from 4 s, because awake the common interval is 11 to 12 s.</summary>
    public static ScoringCriteria ForImmobilisationTest() => For(RuleSet.Wasm2016) with { MinInterval = Duration.FromSeconds(4) };

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Faults();

    /// <summary>Refuses criteria that contradict themselves.</summary>
    /// <exception cref="ArgumentException">A number is out of its bounds or contradicts another; the message holds both.</exception>
    public void ThrowIfInvalid()
    {
        if (Faults().FirstOrDefault() is { } fault)
        {
            throw new ArgumentException(fault.ErrorMessage);
        }
    }

    private IEnumerable<ValidationResult> Faults()
    {
        (string Name, Duration Value, double From, double To)[] bounds =
        [
            (nameof(MinDuration), MinDuration, 0.1, 5), (nameof(MaxDuration), MaxDuration, 0.1, 60), (nameof(BurstGap), BurstGap, 0, 5),
            (nameof(LegGap), LegGap, 0, 10), (nameof(MaxJoinedDuration), MaxJoinedDuration, 0.1, 120), (nameof(MinInterval), MinInterval, 1, 60),
            (nameof(MaxInterval), MaxInterval, 1, 300), (nameof(RespiratoryFrom), RespiratoryFrom, -60, 60),
            (nameof(RespiratoryTo), RespiratoryTo, -60, 60), (nameof(ArousalGap), ArousalGap, 0, 10),
        ];
        foreach ((string name, Duration value, double from, double to) in bounds)
        {
            if (value < Duration.FromSeconds(from) || value > Duration.FromSeconds(to))
            {
                yield return new(FormattableString.Invariant($"{name} ({value.TotalSeconds} s) must be {from} to {to} s."), [name]);
            }
            if (value.BclCompatibleTicks % NodaConstants.TicksPerMillisecond != 0)
            {
                yield return new(FormattableString.Invariant($"{name} ({value.TotalSeconds} s) must be whole milliseconds."), [name]);
            }
        }
        (string Less, Duration Small, string More, Duration Large, bool MayEqual)[] orders =
        [
            (nameof(MinDuration), MinDuration, nameof(MaxDuration), MaxDuration, false),
            (nameof(MaxDuration), MaxDuration, nameof(MaxJoinedDuration), MaxJoinedDuration, true),
            (nameof(MinInterval), MinInterval, nameof(MaxInterval), MaxInterval, false),
        ];
        foreach ((string less, Duration small, string more, Duration large, bool mayEqual) in orders)
        {
            if (small > large || (small == large && !mayEqual))
            {
                yield return new(FormattableString.Invariant(
                    $"{more} ({large.TotalSeconds} s) must be longer than {less} ({small.TotalSeconds} s)."), [less, more]);
            }
        }
        if (!RespiratoryFromEventStart && RespiratoryTo < RespiratoryFrom)
        {
            yield return new(FormattableString.Invariant(
                $"The respiratory window ends ({RespiratoryTo.TotalSeconds} s) before it begins ({RespiratoryFrom.TotalSeconds} s)."),
                [nameof(RespiratoryFrom), nameof(RespiratoryTo)]);
        }
        if (MaxMembers is < 2 or > 100)
        {
            yield return new($"MaxMembers ({MaxMembers}) must be 2 to 100.", [nameof(MaxMembers)]);
        }
        if (MinSeriesLength is < 2 or > 20)
        {
            yield return new($"MinSeriesLength ({MinSeriesLength}) must be 2 to 20.", [nameof(MinSeriesLength)]);
        }
    }
}
