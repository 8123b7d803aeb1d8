using System.Net;
using System.Security.Cryptography;
using System.Text;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using MQTTnet.Server;
using RlsMotion.Ingest.Pairing;

namespace RlsMotion.Ingest.Broker;

/// <summary>Who comes in: checks version, encryption, keep-alive, password and client id of every CONNECT.</summary>
internal sealed class ConnectionDoor(
    IDeviceDirectory directory, PairingDesk desk, BrokerSessions sessions, EmbeddedBrokerOptions options, TimeProvider time, BrokerMetrics metrics, Action<BrokerAuditKind, string, string, string> audit)
{
    public const string PairPrefix = "pair-";
    private const int ShortestKeepAlive = 5;
    private const int LongestKeepAlive = 1200;
    private const int LongestPairingKeepAlive = 30;
    private readonly LoginThrottle _throttle = new(time);

    public async Task ValidateAsync(ValidatingConnectionEventArgs connect)
    {
        IPAddress address = (connect.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        (MqttConnectReasonCode code, string reason, BrokerSession? session) = await DecideAsync(connect, address);
        if (session is null)
        {
            metrics.Login(reason);
            audit(BrokerAuditKind.LoginRefused, connect.UserName ?? "", address.ToString(), reason);
            if (code == MqttConnectReasonCode.BadUserNameOrPassword)
            {
                await _throttle.FailedAsync(address, connect.CancellationToken);
            }
            connect.ReasonCode = InOldWords(code, connect.ProtocolVersion);
            connect.ReasonString = connect.ProtocolVersion == MqttProtocolVersion.V500 ? reason : null;
            return;
        }
        connect.SessionItems[BrokerSession.ItemKey] = sessions.Enter(session, connect.CleanSession ?? true);
        connect.ReasonCode = MqttConnectReasonCode.Success;
        metrics.Login("welcome");
        metrics.Connected(1);
        audit(BrokerAuditKind.LoggedIn, session.User, address.ToString(), session.ClientId);
    }

    public async Task DisconnectedAsync(ClientDisconnectedEventArgs disconnected)
    {
        if (disconnected.SessionItems[BrokerSession.ItemKey] is not BrokerSession session)
        {
            return;
        }
        sessions.Leave(session);
        metrics.Connected(-1);
        audit(BrokerAuditKind.Disconnected, session.User, session.Address.ToString(), disconnected.DisconnectType.ToString());
        if (session.PairId is { } pairId)
        {
            await desk.DisconnectedAsync(pairId, session);
        }
    }

    private async ValueTask<(MqttConnectReasonCode Code, string Reason, BrokerSession? Session)> DecideAsync(ValidatingConnectionEventArgs connect, IPAddress address)
    {
        if (connect.ProtocolVersion is not (MqttProtocolVersion.V311 or MqttProtocolVersion.V500))
        {
            return (MqttConnectReasonCode.UnsupportedProtocolVersion, "MQTT 3.1.1 or 5 is needed", null);
        }
        if (!connect.IsSecureConnection && !IPAddress.IsLoopback(address))
        {
            return (MqttConnectReasonCode.NotAuthorized, "plain text is for loopback only: use TLS", null);
        }
        if (connect.KeepAlivePeriod is not (>= ShortestKeepAlive and <= LongestKeepAlive))
        {
            return (MqttConnectReasonCode.ImplementationSpecificError, $"keep-alive must be {ShortestKeepAlive} to {LongestKeepAlive} s", null);
        }
        if (!_throttle.Admits(address))
        {
            return (MqttConnectReasonCode.ConnectionRateExceeded, "too many failed logins from this address", null);
        }
        if (connect.UserName is not { Length: > 0 } user || connect.RawPassword is not { Length: > 0 } password)
        {
            return (MqttConnectReasonCode.BadUserNameOrPassword, "user name and password are needed", null);
        }
        return user.StartsWith(PairPrefix, StringComparison.Ordinal)
            ? await PairingLoginAsync(connect, user, password, address)
            : await DeviceLoginAsync(connect, user, password, address);
    }

    private async ValueTask<(MqttConnectReasonCode, string, BrokerSession?)> PairingLoginAsync(ValidatingConnectionEventArgs connect, string user, byte[] password, IPAddress address)
    {
        if (connect.ClientId != user)
        {
            return (MqttConnectReasonCode.ClientIdentifierNotValid, "client id must be the user name", null);
        }
        if (connect.KeepAlivePeriod > LongestPairingKeepAlive)
        {
            return (MqttConnectReasonCode.ImplementationSpecificError, $"keep-alive of a pairing must be {ShortestKeepAlive} to {LongestPairingKeepAlive} s", null);
        }
        string pairId = user[PairPrefix.Length..];
        BrokerSession session = NewSession(connect, user, null, pairId, address);
        return await desk.LoginAsync(pairId, password, session, connect.CancellationToken) switch
        {
            PairLogin.Welcome => (MqttConnectReasonCode.Success, "", session),
            PairLogin.Busy => (MqttConnectReasonCode.ServerBusy, "another sensor is pairing with this code", null),
            _ => (MqttConnectReasonCode.BadUserNameOrPassword, "wrong user name or password", null),
        };
    }

    private async ValueTask<(MqttConnectReasonCode, string, BrokerSession?)> DeviceLoginAsync(ValidatingConnectionEventArgs connect, string user, byte[] password, IPAddress address)
    {
        var login = new DeviceLogin(user, Encoding.UTF8.GetString(password), address.ToString());
        DeviceAccount? account = DeviceSecrets.IsDeviceId(user) && !sessions.IsRevoked(user) ? await directory.FindAsync(login, connect.CancellationToken) : null;
        if (account is null)
        {
            return (MqttConnectReasonCode.BadUserNameOrPassword, "wrong user name or password", null);
        }
        string clientId = connect.ClientId ?? "";
        if (clientId != account.DeviceId)
        {
            if (!account.ByHand)
            {
                return (MqttConnectReasonCode.ClientIdentifierNotValid, "client id must be the user name", null);
            }
            if (clientId.Length == 0 && connect.ProtocolVersion == MqttProtocolVersion.V500)
            {
                connect.AssignedClientIdentifier = clientId = $"{account.DeviceId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
            }
            if (clientId.Length == 0 || clientId.StartsWith(PairPrefix, StringComparison.Ordinal)
                || (sessions.Find(clientId) is { } holder && holder.DeviceId != account.DeviceId)
                || (DeviceSecrets.IsDeviceId(clientId) && await directory.IsDeviceAsync(clientId, connect.CancellationToken)))
            {
                return (MqttConnectReasonCode.ClientIdentifierNotValid, "client id is empty or another's", null);
            }
        }
        return (MqttConnectReasonCode.Success, "", NewSession(connect, clientId, account.DeviceId, null, address));
    }

    private BrokerSession NewSession(ValidatingConnectionEventArgs connect, string clientId, string? deviceId, string? pairId, IPAddress address) => new()
    {
        ClientId = clientId,
        DeviceId = deviceId,
        PairId = pairId,
        Address = address,
        Protocol = connect.ProtocolVersion,
        Bucket = new(options.MessagesPerSecond, options.BytesPerSecond, time),
    };

    /// <summary>MQTT 3.1.1 knows five refusals: the nearest of them.</summary>
    private static MqttConnectReasonCode InOldWords(MqttConnectReasonCode code, MqttProtocolVersion version) => version == MqttProtocolVersion.V500 ? code : code switch
    {
        MqttConnectReasonCode.UnsupportedProtocolVersion or MqttConnectReasonCode.ClientIdentifierNotValid or MqttConnectReasonCode.BadUserNameOrPassword => code,
        MqttConnectReasonCode.ServerBusy or MqttConnectReasonCode.ConnectionRateExceeded => MqttConnectReasonCode.ServerUnavailable,
        _ => MqttConnectReasonCode.NotAuthorized,
    };
}
