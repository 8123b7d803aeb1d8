using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;
using NodaTime;
using RlsMotion.Ingest.Pairing;

namespace RlsMotion.Ingest.Sensors;

/// <summary>Options of an MQTT 5 connection by TCP, TLS with pins, or WebSocket.</summary>
internal static class MqttDoor
{
    /// <summary>TCP buffers in bytes: with MQTTnet's 8 KiB a backlog at QoS 1 stalls silently.</summary>
    public const int TcpBufferBytes = 128 * 1024;

    public static MqttClientOptionsBuilder Options(string host, int port, bool tls, IReadOnlyList<string> pins, string clientId, string user, string password, Duration keepAlive)
    {
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(clientId)
            .WithCredentials(user, password)
            .WithCleanStart()
            .WithKeepAlivePeriod(keepAlive.ToTimeSpan())
            .WithTimeout(TimeSpan.FromSeconds(20));
        bool webSocket = host.StartsWith("ws://", StringComparison.OrdinalIgnoreCase) || host.StartsWith("wss://", StringComparison.OrdinalIgnoreCase);
        if (webSocket)
        {
            builder.WithWebSocketServer(options => options.WithUri(host));
        }
        else
        {
            builder.WithEndPoint(new System.Net.DnsEndPoint(host, port)).WithTcpServer(options =>
            {
                options.BufferSize = TcpBufferBytes;
                options.NoDelay = true;
            });
        }
        if (tls || host.StartsWith("wss://", StringComparison.OrdinalIgnoreCase))
        {
            builder.WithTlsOptions(options =>
            {
                options.UseTls();
                options.WithTargetHost(webSocket ? new Uri(host).Host : host);
                if (pins.Count > 0)
                {
                    options.WithCertificateValidationHandler(check => IsPinned(check.Certificate, pins));
                }
            });
        }
        return builder;
    }

    /// <summary>The pin takes the place of the chain: it names the very key.</summary>
    private static bool IsPinned(X509Certificate certificate, IReadOnlyList<string> pins)
    {
        using X509Certificate2 shown = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return pins.Contains(PairingCrypto.Pin(shown.PublicKey.ExportSubjectPublicKeyInfo()), StringComparer.Ordinal);
    }
}
