namespace RlsMotion.Storage.Packets;

/// <summary>Sample indices [<paramref name="From"/>, <paramref name="To"/>) of a boot; not empty.</summary>
internal readonly record struct IndexRange(long From, long To);
