namespace RlsMotion.Ingest.Pairing;

/// <summary>What a pairing account says to a login.</summary>
public enum PairLogin
{
    /// <summary>Right.</summary>
    Welcome,

    /// <summary>No such account, a wrong password, or the pairing is over.</summary>
    Refused,

    /// <summary>Another sensor is connected on this account.</summary>
    Busy,
}
