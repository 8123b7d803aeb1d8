using System.Collections.Concurrent;
using MQTTnet;

namespace RlsMotion.Ingest.Broker;

/// <summary>Who is connected, by client id and by device.</summary>
internal sealed class BrokerSessions
{
    private readonly ConcurrentDictionary<string, BrokerSession> _byClient = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _revoked = new(StringComparer.Ordinal);

    public IEnumerable<BrokerSession> All => _byClient.Values;

    public BrokerSession? Find(string clientId) => _byClient.GetValueOrDefault(clientId);

    /// <summary>Enters a session that logged in: a new one, or that of a connection which this one takes over together with its subscriptions.</summary>
    public BrokerSession Enter(BrokerSession session, bool cleanStart)
    {
        if (!cleanStart && Find(session.ClientId) is { IsRevoked: false } old && old.DeviceId == session.DeviceId && old.DeviceId is not null)
        {
            (old.Address, old.Protocol) = (session.Address, session.Protocol);
            session = old;
        }
        session.Enter();
        _byClient[session.ClientId] = session;
        return session;
    }

    public void Leave(BrokerSession session)
    {
        if (session.Leave())
        {
            _byClient.TryRemove(new KeyValuePair<string, BrokerSession>(session.ClientId, session));
        }
    }

    /// <summary>Sessions of a device; more than one only where its credential was made by hand.</summary>
    public IReadOnlyList<BrokerSession> OfDevice(string deviceId) =>
        [.. _byClient.Values.Where(session => session.DeviceId == deviceId)];

    /// <summary>Queues a message for every client of a device that hears its topic; false if none does.</summary>
    public bool Deliver(string deviceId, MqttApplicationMessage message)
    {
        bool delivered = false;
        foreach (BrokerSession session in OfDevice(deviceId))
        {
            delivered |= session.TryDeliver(message);
        }
        return delivered;
    }

    /// <summary>From now on nothing of the device is taken.</summary>
    public void MarkRevoked(string deviceId)
    {
        _revoked[deviceId] = 0;
        foreach (BrokerSession session in _byClient.Values.Where(one => one.DeviceId == deviceId))
        {
            session.IsRevoked = true;
        }
    }

    public bool IsRevoked(string deviceId) => _revoked.ContainsKey(deviceId);
}
