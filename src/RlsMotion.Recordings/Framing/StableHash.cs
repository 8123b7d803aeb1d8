namespace RlsMotion.Recordings.Framing;

/// <summary>FNV-1a, 32 bit: a boot number from a file's own words, the same wherever and whenever it is imported.</summary>
internal static class StableHash
{
    /// <summary>Of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint hash = 2166136261;
        foreach (byte b in bytes)
        {
            hash = (hash ^ b) * 16777619;
        }
        return hash;
    }
}
