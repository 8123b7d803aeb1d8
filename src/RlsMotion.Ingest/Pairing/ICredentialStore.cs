namespace RlsMotion.Ingest.Pairing;

/// <summary>Keeps the credentials that pairing makes; the service implements it over its registry.</summary>
public interface ICredentialStore
{
    /// <summary>Keeps a credential so that its device can log in.</summary>
    ValueTask AddAsync(NewCredential credential, CancellationToken cancellationToken);

    /// <summary>The device came back with its credential: it is a sensor of its person from now on.</summary>
    ValueTask ActivateAsync(string deviceId, CancellationToken cancellationToken);

    /// <summary>Ends a credential; one that is unknown or ended already is left alone.</summary>
    ValueTask RevokeAsync(string deviceId, string reason, CancellationToken cancellationToken);
}
