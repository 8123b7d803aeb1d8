using System.Diagnostics.Metrics;
using RlsMotion.Ingest.Inbound;

namespace RlsMotion.Ingest.Broker;

/// <summary>What the ways in count; meter <c>RlsMotion.Ingest</c>.</summary>
public sealed class BrokerMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "RlsMotion.Ingest";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _messages;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _logins;
    private readonly Counter<long> _dropped;
    private readonly UpDownCounter<long> _connections;
    private readonly Histogram<double> _commit;

    /// <summary>Instruments of their own meter; one instance for a process.</summary>
    public BrokerMetrics()
    {
        _messages = _meter.CreateCounter<long>("rlsmotion.ingest.messages", "{message}", "Messages of sensors, by kind and outcome.");
        _bytes = _meter.CreateCounter<long>("rlsmotion.ingest.payload", "By", "Payload bytes of sensors' messages.");
        _rejected = _meter.CreateCounter<long>("rlsmotion.ingest.rejected", "{message}", "Messages that were not taken, by reason.");
        _logins = _meter.CreateCounter<long>("rlsmotion.ingest.logins", "{login}", "Logins, by outcome.");
        _dropped = _meter.CreateCounter<long>("rlsmotion.ingest.dropped", "{message}", "Messages to sensors that a full queue dropped.");
        _connections = _meter.CreateUpDownCounter<long>("rlsmotion.ingest.connections", "{connection}", "Connected clients.");
        _commit = _meter.CreateHistogram<double>("rlsmotion.ingest.commit.duration", "s", "Time from a message's arrival to its durable commit.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Message(InboundKind kind, MessageOutcome outcome, long bytes, double seconds)
    {
        _messages.Add(1, new("kind", kind.ToString()), new("outcome", outcome.ToString()));
        _bytes.Add(bytes);
        if (kind == InboundKind.Samples && outcome == MessageOutcome.Stored)
        {
            _commit.Record(seconds);
        }
    }

    internal void Rejected(string reason) => _rejected.Add(1, new KeyValuePair<string, object?>("reason", reason));

    internal void Login(string outcome) => _logins.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    internal void Dropped() => _dropped.Add(1);

    internal void Connected(int change) => _connections.Add(change);
}
