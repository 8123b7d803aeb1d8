namespace RlsMotion.Ingest.Wire;

/// <summary>A packet ready to be published.</summary>
/// <param name="Payload">The message.</param>
/// <param name="ContentType">One of <see cref="ContentTypes"/>.</param>
public sealed record EncodedPacket(byte[] Payload, string ContentType);
