namespace RlsMotion.Classification;

/// <summary>A model file cannot be used; the message says why and what to do.</summary>
public sealed class InvalidModelException(string message, Exception? inner = null) : Exception(message, inner);
