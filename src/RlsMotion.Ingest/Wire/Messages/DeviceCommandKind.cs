namespace RlsMotion.Ingest.Wire.Messages;

/// <summary>What a sensor shall do.</summary>
public enum DeviceCommandKind
{
    /// <summary>Blink, so that a person sees which one it is: "identify".</summary>
    Identify,

    /// <summary>Take other settings: "set".</summary>
    Set,

    /// <summary>Send samples again: "resend".</summary>
    Resend,

    /// <summary>Take a new password: "rotate".</summary>
    Rotate,

    /// <summary>Forget the pairing: "unpair".</summary>
    Unpair,
}
