namespace RlsMotion.Ingest.Wire;

/// <summary>A topic, taken apart.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Id">The device, the pairing, or the person's pseudonym that it names.</param>
public readonly record struct TopicAddress(TopicKind Kind, string Id)
{
    /// <summary>The topic in full.</summary>
    public override string ToString() => Topics.Of(Kind, Id);
}
