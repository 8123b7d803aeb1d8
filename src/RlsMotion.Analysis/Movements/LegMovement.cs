using NodaTime;

namespace RlsMotion.Analysis.Movements;

/// <summary>One movement of one leg, placed on UTC, with what it was taken for.</summary>
/// <remarks>Spans the half-open interval [<see cref="Onset"/>, <see cref="Offset"/>) in whole milliseconds; immutable; equality by value.</remarks>
public sealed record LegMovement
{
    /// <summary>Builds a movement, or refuses it.</summary>
    /// <param name="leg">Left or right.</param>
    /// <param name="onset">Where the leg began to move; whole milliseconds.</param>
    /// <param name="offset">Where it came to rest; after <paramref name="onset"/>; whole milliseconds.</param>
    /// <param name="peakG">Largest acceleration change during the movement, in g; zero or more.</param>
    /// <param name="class">What it was taken for.</param>
    /// <param name="probability">The classifier's confidence in <paramref name="class"/>, 0 to 1; null where it gives none.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public LegMovement(Leg leg, Instant onset, Instant offset, double peakG, MovementClass @class, double? probability)
    {
        if (leg is not (Leg.Left or Leg.Right))
        {
            throw new ArgumentOutOfRangeException(nameof(leg), leg, "A leg movement is the left or the right leg's.");
        }
        if (offset <= onset)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"A movement ends after its onset ({onset}).");
        }
        if (!(peakG >= 0)) // refuses NaN too
        {
            throw new ArgumentOutOfRangeException(nameof(peakG), peakG, "A peak is zero or more, in g.");
        }
        if (probability is { } p && !(p is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is 0 to 1.");
        }
        if (!IsWholeMilliseconds(onset) || !IsWholeMilliseconds(offset))
        {
            throw new ArgumentOutOfRangeException(nameof(onset), onset, "Onset and offset are whole milliseconds, so that a stored night equals a fresh one.");
        }
        (Leg, Onset, Offset, PeakG, Class, Probability) = (leg, onset, offset, peakG, @class, probability);
    }

    /// <summary>Left or right.</summary>
    public Leg Leg { get; }

    /// <summary>Where the leg began to move.</summary>
    public Instant Onset { get; }

    /// <summary>Where the leg came to rest.</summary>
    public Instant Offset { get; }

    /// <summary>Largest acceleration change during the movement, in g.</summary>
    public double PeakG { get; }

    /// <summary>What it was taken for.</summary>
    public MovementClass Class { get; }

    /// <summary>The classifier's confidence in <see cref="Class"/>, 0 to 1; null where it gives none.</summary>
    public double? Probability { get; }

    /// <summary>From onset to offset.</summary>
    public Duration Duration => Offset - Onset;

    private static bool IsWholeMilliseconds(Instant instant) => instant.ToUnixTimeTicks() % NodaConstants.TicksPerMillisecond == 0;
}
