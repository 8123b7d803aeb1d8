using NodaTime;
using RlsMotion.Analysis.Movements;

namespace RlsMotion.Analysis.Nights;

/// <summary>A stretch [<paramref name="From"/>, <paramref name="To"/>) in which one leg cannot be judged. Never filled in.</summary>
/// <param name="Leg">Left or right.</param>
/// <param name="From">Start, whole milliseconds.</param>
/// <param name="To">End, after the start, whole milliseconds.</param>
/// <param name="Reason">Why.</param>
public sealed record NightGap(Leg Leg, Instant From, Instant To, GapReason Reason)
{
    /// <summary>How long nothing is known.</summary>
    public Duration Duration => To - From;
}
