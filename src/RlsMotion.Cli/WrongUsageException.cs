namespace RlsMotion.Cli;

/// <summary>Options that do not go together. The message is one sentence.</summary>
public sealed class WrongUsageException(string message) : Exception(message);
