namespace RlsMotion.Ingest.Wire;

/// <summary>MQTT 5 content types of acceleration packets. Where none is sent the first byte decides.</summary>
public static class ContentTypes
{
    /// <summary>Binary frame, version 1.</summary>
    public const string Binary = "application/vnd.rlsmotion.acc+bin";

    /// <summary>CBOR map with integer keys.</summary>
    public const string Cbor = "application/vnd.rlsmotion.acc+cbor";

    /// <summary>JSON, of our own shape or Sensor Logger's.</summary>
    public const string Json = "application/json";
}
