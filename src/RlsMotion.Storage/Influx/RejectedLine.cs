namespace RlsMotion.Storage.Influx;

/// <summary>A line of line protocol that the server refused.</summary>
/// <param name="Line">The line.</param>
/// <param name="Reason">What the server said.</param>
public sealed record RejectedLine(string Line, string Reason);
