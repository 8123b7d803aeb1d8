namespace RlsMotion.Ingest.Pairing;

/// <summary>What a paired sensor is given, sealed: who it is, where it connects, how it samples.</summary>
public sealed record PairingOffer
{
    /// <summary>Device id: client id and user name.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Password.</summary>
    public required string Password { get; init; }

    /// <summary>Hosts to try in turn.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>TCP port.</summary>
    public required int Port { get; init; }

    /// <summary>Pins of the current and the next key; empty without TLS.</summary>
    public required IReadOnlyList<string> Pins { get; init; }

    /// <summary>Topic prefix of the device.</summary>
    public required string Prefix { get; init; }

    /// <summary>Samples per second to use.</summary>
    public required int RateHz { get; init; }

    /// <summary>Range to use, in g.</summary>
    public required int RangeG { get; init; }

    /// <summary>The server's time in Unix microseconds.</summary>
    public required long ServerTimeMicroseconds { get; init; }
}
