using System.Collections.Concurrent;
using System.Net;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;
using RlsMotion.Ingest.Wire;

namespace RlsMotion.Ingest.Broker;

/// <summary>A client that logged in: who it is, what it may still send, what it hears.</summary>
internal sealed class BrokerSession
{
    /// <summary>Key under which MQTTnet's session items hold it.</summary>
    public static readonly object ItemKey = new();

    private readonly ConcurrentDictionary<string, MqttQualityOfServiceLevel> _filters = new(StringComparer.Ordinal);
    private int _connections;

    public required string ClientId { get; init; }

    /// <summary>Device id; null for a pairing account.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Pairing id; null for a device.</summary>
    public string? PairId { get; init; }

    public required TokenBucket Bucket { get; init; }

    /// <summary>Filters of what it may publish.</summary>
    public IReadOnlyList<string> Publishes => field ??= DeviceId is { } device ? Topics.DevicePublishes(device) : [Topics.PairRequest(PairId!)];

    /// <summary>Filters of what it may subscribe to.</summary>
    public IReadOnlyList<string> Subscribes => field ??= DeviceId is { } device ? Topics.DeviceSubscribes(device) : [Topics.PairResponse(PairId!)];

    /// <summary>Device id or pairing account: what the audit names.</summary>
    public string User => DeviceId ?? ClientId;

    public required IPAddress Address { get; set; }

    public required MqttProtocolVersion Protocol { get; set; }

    /// <summary>Nothing from it is taken any more, its will included.</summary>
    public volatile bool IsRevoked;

    /// <summary>Refused messages in a row.</summary>
    public int Refusals { get; set; }

    public MqttSessionStatus? Status { get; private set; }

    /// <summary>A connection uses it. It outlives a connection that another one of the same client takes over.</summary>
    public void Enter() => Interlocked.Increment(ref _connections);

    /// <summary>A connection ended; true if it was the last.</summary>
    public bool Leave() => Interlocked.Decrement(ref _connections) <= 0;

    public void Subscribed(MqttTopicFilter filter, MqttSessionStatus status)
    {
        Status = status;
        _filters[filter.Topic] = filter.QualityOfServiceLevel;
    }

    public void Unsubscribed(string filter) => _filters.TryRemove(filter, out _);

    /// <summary>Queues a message for this client alone, at most at the quality it subscribed with; false if it does not hear the topic or its queue is full.</summary>
    public bool TryDeliver(MqttApplicationMessage message)
    {
        if (Status is not { } status)
        {
            return false;
        }
        foreach ((string filter, MqttQualityOfServiceLevel granted) in _filters)
        {
            if (TopicRules.Matches(filter, message.Topic))
            {
                message.QualityOfServiceLevel = message.QualityOfServiceLevel < granted ? message.QualityOfServiceLevel : granted;
                return status.TryEnqueueApplicationMessage(message, out _);
            }
        }
        return false;
    }
}
