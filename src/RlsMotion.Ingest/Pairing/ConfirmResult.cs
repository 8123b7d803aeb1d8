namespace RlsMotion.Ingest.Pairing;

/// <summary>What became of a person's confirmation.</summary>
public enum ConfirmResult
{
    /// <summary>The named request is answered with a credential; also when it already was.</summary>
    Confirmed,

    /// <summary>There is no such pairing (HTTP 404).</summary>
    NotFound,

    /// <summary>No sensor has asked yet, or another request than the named one is current (HTTP 409).</summary>
    Changed,

    /// <summary>The pairing is over (HTTP 409).</summary>
    Over,
}
