namespace RlsMotion.Storage.Influx;

/// <summary>How to prove to InfluxDB who one is.</summary>
public enum InfluxAuthentication
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>User and password; every version knows it.</summary>
    Basic,

    /// <summary><c>Authorization: Token …</c>; 1.8 and later.</summary>
    Token,

    /// <summary><c>Authorization: Bearer …</c>; 3.</summary>
    Bearer,
}
