using System.ComponentModel.DataAnnotations;
using NodaTime;
using RlsMotion.Ingest.Wire;

namespace RlsMotion.Ingest.Subscription;

/// <summary>How to hear sensors on an external broker such as mosquitto.</summary>
public sealed class SubscriberOptions
{
    /// <summary>Name or address of the broker.</summary>
    [Required]
    public required string Host { get; init; }

    /// <summary>TCP port. The default is 1883; 8883 with TLS.</summary>
    [Range(1, 65535)]
    public int Port { get; init; } = 1883;

    /// <summary>TLS; the broker's certificate has to be trusted, or its key pinned.</summary>
    public bool Tls { get; init; }

    /// <summary>Pins of the broker's keys; empty to trust by the certificate's chain.</summary>
    public IReadOnlyList<string> Pins { get; init; } = [];

    /// <summary>Client id; the same at every start, since the session waits under it. Each process its own.</summary>
    [Required]
    public string ClientId { get; init; } = "rlsmotion-ingest";

    /// <summary>User name; empty for none.</summary>
    public string User { get; init; } = "";

    /// <summary>Password; empty for none.</summary>
    public string Password { get; init; } = "";

    /// <summary>How long the broker keeps the session while we are away. The default is seven days.</summary>
    public Duration SessionExpiry { get; init; } = Duration.FromDays(7);

    /// <summary>Topics of samples and events. The default hears every sensor; workers of a cluster use <see cref="Topics.EveryUpShared"/>.</summary>
    public string UpFilter { get; init; } = Topics.EveryUp;

    /// <summary>Messages that the broker may have on the way to us unacknowledged. The default is 512.</summary>
    [Range(1, 65535)]
    public int ReceiveMaximum { get; init; } = 512;

    /// <summary>Sensors that are served at once; one sensor's messages stay in order. The default is 32.</summary>
    [Range(1, 1024)]
    public int Lanes { get; init; } = 32;

    /// <summary>Longest pause before connecting again. The default is 10 s.</summary>
    public Duration LongestPause { get; init; } = Duration.FromSeconds(10);
}
