using NodaTime;
using RlsMotion.Analysis.Nights;

namespace RlsMotion.Recordings;

/// <summary>A stretch of a recording without samples.</summary>
/// <param name="FirstIndex">Index of the first missing sample.</param>
/// <param name="Samples">How many are missing, by the recording's own rate; zero where the clock jumped and nobody knows.</param>
/// <param name="From">When it began; null in a file without times.</param>
/// <param name="To">When it ended; null in a file without times.</param>
/// <param name="Reason">Why.</param>
public sealed record RecordingGap(long FirstIndex, long Samples, Instant? From, Instant? To, GapReason Reason);
