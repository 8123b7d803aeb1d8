using NodaTime;
using RlsMotion.Analysis.Movements;

namespace RlsMotion.Analysis.Scoring;

/// <summary>Movements that count as one, in whole milliseconds of Unix time.</summary>
internal readonly record struct JoinedMovement(Leg Leg, long Onset, long Offset, int Members, bool IsCandidate)
{
    public long Length => Offset - Onset;

    public Instant OnsetInstant => Instant.FromUnixTimeMilliseconds(Onset);

    public Instant OffsetInstant => Instant.FromUnixTimeMilliseconds(Offset);
}
