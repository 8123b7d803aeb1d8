using System.ComponentModel.DataAnnotations;
using NodaTime;

namespace RlsMotion.Ingest.Sensors;

/// <summary>How a <see cref="SensorClient"/> sends.</summary>
public sealed class SensorOptions
{
    /// <summary>Frames that may wait for their PUBACK. The default is 4; small boards use 2.</summary>
    [Range(1, 64)]
    public int InFlight { get; init; } = 4;

    /// <summary>Frames that are kept until they are durable. The default is 4096: nearly a day of 20 s frames, or 5.7 h of 5 s frames.</summary>
    [Range(2, 10_000_000)]
    public int RingFrames { get; init; } = 4096;

    /// <summary>When the ring is full: true gives up the oldest samples and says so (a live sensor), false makes the caller wait (a file). The default is false.</summary>
    public bool DropsOldest { get; init; }

    /// <summary>How long a frame waits for <c>down/ack</c> before the oldest one is sent again to ask. The default is 30 seconds.</summary>
    public Duration AckPatience { get; init; } = Duration.FromSeconds(30);

    /// <summary>First pause before connecting again; it doubles up to <see cref="LongestPause"/>, give or take half. The default is 0.5 s.</summary>
    public Duration FirstPause { get; init; } = Duration.FromMilliseconds(500);

    /// <summary>Longest pause before connecting again. The default is 30 s.</summary>
    public Duration LongestPause { get; init; } = Duration.FromSeconds(30);

    /// <summary>Refused logins in a row after which it gives up. The default is 5.</summary>
    [Range(1, 1_000_000)]
    public int RefusedLogins { get; init; } = 5;

    /// <summary>Keep-alive, 5 to 1200 s. The default is 30 s.</summary>
    public Duration KeepAlive { get; init; } = Duration.FromSeconds(30);
}
