namespace RlsMotion.Service.Hosting;

/// <summary>The service does not start, for a reason that a person can mend; the message is one line and names the remedy.</summary>
public sealed class RefusedException(string message, Exception? inner = null) : Exception(message, inner);
