using NodaTime;

namespace RlsMotion.Recordings;

/// <summary>What a recording says of itself at its beginning. What takes reading all of it: <see cref="RecordingSummary"/>.</summary>
public sealed record RecordingInfo
{
    /// <summary>The file format.</summary>
    public required RecordingFormat Format { get; init; }

    /// <summary>What wrote it, such as AX3; null if it does not say.</summary>
    public string? Device { get; init; }

    /// <summary>The device's serial number; null if it does not say.</summary>
    public string? Serial { get; init; }

    /// <summary>Nominal samples per second.</summary>
    public required double RateHz { get; init; }

    /// <summary>Three, or six with a gyroscope.</summary>
    public required int Axes { get; init; }

    /// <summary>Counts per g of an integer recording; null for decimal numbers.</summary>
    public int? LsbPerG { get; init; }

    /// <summary>Zone or offset of the times: UTC or an offset if the file says so, the option's zone if it does not; null if neither, times then read as UTC.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>Whether samples have times at all; without, indices and rate are everything.</summary>
    public required bool HasTimes { get; init; }

    /// <summary>What was noted about the recording, such as the site; empty if nothing.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();
}
