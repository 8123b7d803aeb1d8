namespace RlsMotion.Storage.People;

/// <summary>What a sign-in comes to. All but the first are told to the sensor as one: refused.</summary>
public enum CredentialVerdict
{
    /// <summary>The password is right and may be used.</summary>
    Accepted,

    /// <summary>No such sensor, or it has no credential.</summary>
    UnknownSensor,

    /// <summary>Not the password.</summary>
    WrongPassword,

    /// <summary>The password was right, and has been revoked.</summary>
    Revoked,

    /// <summary>The password is right before or after its time.</summary>
    OutsideWindow,
}
