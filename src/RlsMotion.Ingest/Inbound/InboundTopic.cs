using RlsMotion.Ingest.Wire;

namespace RlsMotion.Ingest.Inbound;

/// <summary>What a sensor's topic is about.</summary>
internal static class InboundTopic
{
    public static InboundKind KindOf(string topic) => !Topics.TryParse(topic, out TopicAddress address) ? InboundKind.Other : address.Kind switch
    {
        TopicKind.Acceleration => InboundKind.Samples,
        TopicKind.Event => InboundKind.Event,
        TopicKind.TimeUp => InboundKind.Time,
        TopicKind.State => InboundKind.State,
        TopicKind.Info => InboundKind.Info,
        _ => InboundKind.Other,
    };
}
