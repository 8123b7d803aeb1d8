namespace RlsMotion.Cli.Commands;

/// <summary>One of the few words that an option takes, and what it means. Help shows the word.</summary>
internal sealed record Word<T>(string Text, T Value)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
