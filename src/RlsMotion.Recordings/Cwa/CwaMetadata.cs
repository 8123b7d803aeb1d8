using NodaTime;

namespace RlsMotion.Recordings.Cwa;

/// <summary>What a CWA file says of itself besides its samples.</summary>
public sealed record CwaMetadata
{
    /// <summary>Serial number of the device; shown by readers.</summary>
    public uint Serial { get; init; } = 1;

    /// <summary>Number of the recording session.</summary>
    public uint Session { get; init; } = 1;

    /// <summary>Zone of the local times that the file keeps; the offset at the first sample holds throughout.</summary>
    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>Largest reading in g: 2, 4, 8 or 16.</summary>
    public int RangeG { get; init; } = 8;

    /// <summary>Where the sensor was worn, such as "left ankle"; empty if not said.</summary>
    public string Site { get; init; } = "";
}
