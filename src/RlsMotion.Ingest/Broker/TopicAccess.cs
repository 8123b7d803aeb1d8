using RlsMotion.Ingest.Inbound;

namespace RlsMotion.Ingest.Broker;

/// <summary>What a client may publish and subscribe. A filter is permitted only if every topic it matches is.</summary>
internal static class TopicAccess
{
    public const string DeviceRoot = "rls/v1/d/";
    public const string PairRoot = "rls/v1/pair/";

    /// <summary>What a device's message is about; null if it may not publish to the topic.</summary>
    public static InboundKind? KindOf(string deviceId, ReadOnlySpan<char> topic)
    {
        if (!topic.StartsWith(DeviceRoot, StringComparison.Ordinal) || !topic[DeviceRoot.Length..].StartsWith(deviceId, StringComparison.Ordinal) || topic.ContainsAny('+', '#'))
        {
            return null;
        }
        return topic[(DeviceRoot.Length + deviceId.Length)..] switch
        {
            "/up/acc" => InboundKind.Samples,
            "/up/event" => InboundKind.Event,
            "/up/time" => InboundKind.Time,
            "/state" => InboundKind.State,
            "/info" => InboundKind.Info,
            ['/', 'u', 'p', '/', _, ..] => InboundKind.Other,
            _ => null,
        };
    }

    /// <summary>Whether every topic that a filter matches is matched by an allowed filter, which itself ends in <c>/#</c> or has no wildcard.</summary>
    /// <remarks>Level by level: <c>+</c> or <c>#</c> in the filter is wider than any name; <c>$</c> filters are never permitted.</remarks>
    public static bool IsSubset(string filter, string allowed)
    {
        if (filter.StartsWith('$'))
        {
            return false;
        }
        string[] wanted = filter.Split('/');
        string[] permitted = allowed.Split('/');
        for (int level = 0; level < permitted.Length; level++)
        {
            if (permitted[level] == "#")
            {
                return true; // also where the filter ends one level earlier: '#' matches its parent
            }
            if (level >= wanted.Length || wanted[level] != permitted[level])
            {
                return false;
            }
        }
        return wanted.Length == permitted.Length;
    }
}
