using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace RlsMotion.Ingest.Broker;

/// <summary>Settings of the embedded broker. Plain text is for loopback only; there is no setting that changes that.</summary>
public sealed class EmbeddedBrokerOptions : IValidatableObject
{
    /// <summary>TCP port on 127.0.0.1 without TLS; 0 takes a free one. The default is 1883.</summary>
    [Range(0, 65535)]
    public int Port { get; init; } = 1883;

    /// <summary>Certificate with its key; with it the TLS listener is on. Null for none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>TCP port with TLS; 0 takes a free one; ignored without a certificate. The default is 8883.</summary>
    [Range(0, 65535)]
    public int TlsPort { get; init; } = 8883;

    /// <summary>Address of the TLS listener. The default is every IPv4 address of the machine.</summary>
    public IPAddress TlsAddress { get; init; } = IPAddress.Any;

    /// <summary>Messages per second of one client; bursts of one second are let through. The default is 100; the demo's fast-forward raises it.</summary>
    [Range(1, 1_000_000)]
    public double MessagesPerSecond { get; init; } = 100;

    /// <summary>Payload bytes per second of one client; bursts of one second are let through. The default is 1 MB.</summary>
    [Range(1024, 1e12)]
    public double BytesPerSecond { get; init; } = 1_000_000;

    /// <summary>Refused messages in a row after which a client is disconnected. The default is 100.</summary>
    [Range(1, 1_000_000)]
    public int RefusalsBeforeDisconnect { get; init; } = 100;

    /// <summary>Longest payload in bytes. The default is 64 KiB.</summary>
    [Range(1024, 1 << 20)]
    public int MaxPayloadBytes { get; init; } = 64 * 1024;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Certificate is { HasPrivateKey: false })
        {
            yield return new("The certificate of the broker has no private key.", [nameof(Certificate)]);
        }
        if (Certificate is not null && Port != 0 && Port == TlsPort)
        {
            yield return new($"Port ({Port}) and TlsPort ({TlsPort}) must differ.", [nameof(Port), nameof(TlsPort)]);
        }
        if (BytesPerSecond < MaxPayloadBytes)
        {
            yield return new($"BytesPerSecond ({BytesPerSecond}) must let one message of MaxPayloadBytes ({MaxPayloadBytes}) through.", [nameof(BytesPerSecond), nameof(MaxPayloadBytes)]);
        }
    }
}
