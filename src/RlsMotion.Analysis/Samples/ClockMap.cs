using NodaTime;

namespace RlsMotion.Analysis.Samples;

/// <summary>Places the sample indices of one boot on UTC. Fitted once, stored with the night, replayed and never refitted.</summary>
/// <remarks>Piecewise linear between anchors and straight on beyond them. Anchors rise in index and in time.</remarks>
public sealed class ClockMap : IEquatable<ClockMap>
{
    /// <summary>A sample index of known time.</summary>
    /// <param name="Index">Sample index in the boot.</param>
    /// <param name="UnixMicroseconds">UTC in microseconds since 1970.</param>
    public readonly record struct Anchor(long Index, long UnixMicroseconds);

    private readonly Anchor[] _anchors;

    /// <summary>Builds a map.</summary>
    /// <param name="boot">The boot whose indices it places.</param>
    /// <param name="periodNanoseconds">Distance of samples before the first anchor and after the last, and everywhere if there is one anchor; above zero.</param>
    /// <param name="anchors">At least one; strictly rising in index and in time.</param>
    /// <param name="driftPpm">How fast the sensor's clock runs against the server's, parts per million; null if it was not compared.</param>
    /// <exception cref="ArgumentException">Anchors are missing or do not rise.</exception>
    public ClockMap(uint boot, double periodNanoseconds, IReadOnlyList<Anchor> anchors, double? driftPpm = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(periodNanoseconds);
        if (anchors.Count == 0)
        {
            throw new ArgumentException("A clock map needs at least one anchor.", nameof(anchors));
        }
        for (int i = 1; i < anchors.Count; i++)
        {
            if (anchors[i].Index <= anchors[i - 1].Index || anchors[i].UnixMicroseconds <= anchors[i - 1].UnixMicroseconds)
            {
                throw new ArgumentException($"Anchors rise in index and time; {anchors[i]} does not follow {anchors[i - 1]}.", nameof(anchors));
            }
        }
        (Boot, PeriodNanoseconds, DriftPpm, _anchors) = (boot, periodNanoseconds, driftPpm, [.. anchors]);
    }

    /// <summary>The boot whose indices it places.</summary>
    public uint Boot { get; }

    /// <summary>Distance of samples outside the anchors, in nanoseconds.</summary>
    public double PeriodNanoseconds { get; }

    /// <summary>How fast the sensor's clock runs against the server's, parts per million; null if it was not compared.</summary>
    public double? DriftPpm { get; }

    /// <summary>The anchors, rising.</summary>
    public IReadOnlyList<Anchor> Anchors => _anchors;

    /// <summary>UTC of a sample index, to the whole millisecond nearest to it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index lies so far out that its time is beyond the calendar.</exception>
    public Instant At(long index) => Instant.FromUnixTimeMilliseconds(MillisecondsAt(index));

    /// <summary>Unix time of a sample index in milliseconds, rounded as <see cref="At"/> does; any index.</summary>
    internal long MillisecondsAt(long index) => (long)Math.Round(MicrosecondsAt(index) / 1000.0, MidpointRounding.AwayFromZero);

    private double MicrosecondsAt(long index)
    {
        int low = 0;
        int high = _anchors.Length - 1;
        if (index < _anchors[0].Index)
        {
            return Beyond(_anchors[0], index);
        }
        if (index >= _anchors[high].Index)
        {
            return Beyond(_anchors[high], index);
        }
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (_anchors[middle].Index <= index) { low = middle; } else { high = middle; }
        }
        Anchor from = _anchors[low];
        Anchor to = _anchors[high];
        double share = (double)(index - from.Index) / (to.Index - from.Index);
        return from.UnixMicroseconds + (share * (to.UnixMicroseconds - from.UnixMicroseconds));
    }

    private double Beyond(Anchor anchor, long index) => anchor.UnixMicroseconds + ((index - anchor.Index) * PeriodNanoseconds / 1000.0);

    /// <inheritdoc/>
    public bool Equals(ClockMap? other) =>
        other is not null && Boot == other.Boot && PeriodNanoseconds.Equals(other.PeriodNanoseconds) && Nullable.Equals(DriftPpm, other.DriftPpm)
        && _anchors.AsSpan().SequenceEqual(other._anchors);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ClockMap);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Boot, PeriodNanoseconds, _anchors.Length, _anchors[0]);
}
