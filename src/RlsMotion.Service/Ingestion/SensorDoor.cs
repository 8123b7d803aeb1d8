using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using RlsMotion.Ingest.Broker;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Service.Settings;

namespace RlsMotion.Service.Ingestion;

/// <summary>Where sensors reach this service, as pages and pairings tell it.</summary>
public sealed class SensorDoor(EmbeddedBroker broker, IServer server)
{
    /// <summary>Path of MQTT over WebSocket on the web port.</summary>
    public const string WebSocketPath = "/mqtt";

    /// <summary>Path of Sensor Logger's HTTP push.</summary>
    public const string PushPath = "/api/v1/push/sensor-logger";

    /// <summary>The broker on this machine, which clients here trust without a certificate.</summary>
    public PairingEndpoint Endpoint => new() { Hosts = ["127.0.0.1"], Port = broker.Port, Tls = false, IsTrustedWithoutPin = true };

    /// <summary>The broker's port.</summary>
    public string PortText => broker.Port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Address of MQTT over WebSocket.</summary>
    public string WebSocketUrl => new UriBuilder(WebUrl) { Scheme = "ws", Path = WebSocketPath }.Uri.ToString();

    /// <summary>Address of Sensor Logger's HTTP push.</summary>
    public string PushUrl => new Uri(WebUrl, PushPath).ToString();

    private Uri WebUrl => new(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal) ?? WebSettings.DefaultUrl);
}
