namespace RlsMotion.Ingest.Pairing;

/// <summary>How far a pairing has come.</summary>
public enum PairingState
{
    /// <summary>The QR is shown; no sensor has spoken.</summary>
    Open,

    /// <summary>A sensor asked; the person compares the numbers.</summary>
    Contacted,

    /// <summary>The person confirmed; the sensor has not fetched its credential yet.</summary>
    Confirmed,

    /// <summary>The sealed credential was handed out; the sensor has to come back with it.</summary>
    Delivered,

    /// <summary>The sensor came back with its credential. Final.</summary>
    Active,

    /// <summary>Ten minutes passed, or a delivered credential was not used in time. Final.</summary>
    Expired,

    /// <summary>A person refused. Final.</summary>
    Refused,

    /// <summary>Too many failed logins or too many different requests. Final.</summary>
    Failed,
}
