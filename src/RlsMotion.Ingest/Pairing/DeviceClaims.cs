namespace RlsMotion.Ingest.Pairing;

/// <summary>What a sensor says of itself when it pairs. Claims, not an identity: each pairing makes a new device id.</summary>
public sealed record DeviceClaims
{
    /// <summary>Hardware; at most 64 characters.</summary>
    public string Hardware { get; init; } = "";

    /// <summary>Serial number; at most 64 characters.</summary>
    public string Serial { get; init; } = "";

    /// <summary>Firmware; at most 64 characters.</summary>
    public string Firmware { get; init; } = "";

    /// <summary>Where on the leg: ankle, shin, foot or toe.</summary>
    public string Site { get; init; } = "ankle";

    /// <summary>Rates that it can sample at, per second; empty if it does not say.</summary>
    public IReadOnlyList<int> RatesHz { get; init; } = [];

    /// <summary>Ranges that it can measure, in g; empty if it does not say.</summary>
    public IReadOnlyList<int> RangesG { get; init; } = [];

    /// <summary>Axes, 3 or 6; null if it does not say.</summary>
    public int? Axes { get; init; }

    /// <summary>Seconds of samples that it can keep while it has no link; null if it does not say.</summary>
    public int? FlashSeconds { get; init; }
}
