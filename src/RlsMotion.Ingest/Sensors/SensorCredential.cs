using System.Text.Json;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Pairing;

namespace RlsMotion.Ingest.Sensors;

/// <summary>What a paired sensor keeps: who it is and where it connects. Secret.</summary>
public sealed record SensorCredential
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Device id: client id and user name.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Password.</summary>
    public required string Password { get; init; }

    /// <summary>Hosts to try in turn; at least one. A <c>ws://</c> or <c>wss://</c> address connects by WebSocket.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>TCP port; ignored for WebSocket addresses.</summary>
    public required int Port { get; init; }

    /// <summary>TLS.</summary>
    public required bool Tls { get; init; }

    /// <summary>Pins of the broker's current and next key; with none the certificate's chain has to be trusted.</summary>
    public IReadOnlyList<string> Pins { get; init; } = [];

    /// <summary>Client id; null for the device id. Only credentials by hand may differ.</summary>
    public string? ClientId { get; init; }

    /// <summary>What an offer says, reached the way the pairing was.</summary>
    public static SensorCredential From(PairingOffer offer, bool tls) => new()
    {
        DeviceId = offer.DeviceId,
        Password = offer.Password,
        Hosts = offer.Hosts,
        Port = offer.Port,
        Tls = tls,
        Pins = offer.Pins,
    };

    /// <summary>As a file holds it.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(
        new { v = 1, deviceId = DeviceId, password = Password, hosts = Hosts, port = Port, tls = Tls, pins = Pins, clientId = ClientId }, Indented);

    /// <summary>Reads a file's text; null if it is none or lacks a field.</summary>
    public static SensorCredential? Read(ReadOnlyMemory<byte> json) => InboundJson.Read(json, root =>
    {
        string[] Texts(string name) => root.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)] : [];
        return InboundJson.Text(root, "deviceId") is { } id && InboundJson.Text(root, "password") is { } password
            && Texts("hosts") is { Length: > 0 } hosts && InboundJson.Int32(root, "port") is { } port and > 0 and <= 65535
            ? new SensorCredential
            {
                DeviceId = id,
                Password = password,
                Hosts = hosts,
                Port = port,
                Tls = root.TryGetProperty("tls", out JsonElement tls) && tls.ValueKind == JsonValueKind.True,
                Pins = Texts("pins"),
                ClientId = InboundJson.Text(root, "clientId"),
            }
            : null;
    });

    /// <summary>The device id alone: the rest is secret.</summary>
    public override string ToString() => $"SensorCredential {DeviceId}";
}
