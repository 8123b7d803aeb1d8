namespace RlsMotion.Analysis.Nights;

/// <summary>The half-open span [From, To) in whole milliseconds of Unix time.</summary>
internal readonly record struct TimeSpanMs(long From, long To)
{
    /// <summary>Milliseconds; zero or less for an empty span.</summary>
    public long Length => To - From;
}
