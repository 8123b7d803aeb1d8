using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace RlsMotion.Ingest.Pairing;

/// <summary>The desk's own notes on one pairing. Touched only by the desk, one call at a time.</summary>
internal sealed class PairingRecord
{
    /// <summary>As pages see it.</summary>
    public required PairingSnapshot Snapshot { get; set; }

    /// <summary>Accounts by which a sensor may come: that of the QR, and that of the typed code if there is one.</summary>
    public required List<PairingAccount> Accounts { get; init; }

    /// <summary>Hashes of all different requests so far.</summary>
    public HashSet<string> Requests { get; } = new(StringComparer.Ordinal);

    /// <summary>The current request with its exchange; null before a sensor asked.</summary>
    public PairingExchange? Exchange { get; set; }

    /// <summary>When the credential is revoked unless it became active; set at the delivery.</summary>
    public Instant? ActivateBy { get; set; }

    /// <summary>When the accounts of a finished pairing are closed, after its last answer had time to leave.</summary>
    public Instant? CloseAccountsAt { get; set; }

    /// <summary>When it is forgotten.</summary>
    public Instant? ForgetAt { get; set; }

    /// <summary>What the new device has published: it is active when both are there.</summary>
    public bool HasInfo { get; set; }

    /// <inheritdoc cref="HasInfo"/>
    public bool HasState { get; set; }
}

/// <summary>One MQTT account of a pairing.</summary>
internal sealed class PairingAccount(string pairId, ReadOnlySpan<byte> secret)
{
    private readonly byte[] _password = Encoding.ASCII.GetBytes(PairingCrypto.MqttPassword(PairingCrypto.DeriveKey(pairId, secret)));

    public string PairId { get; } = pairId;

    public byte[] Key { get; } = PairingCrypto.DeriveKey(pairId, secret);

    public int FailedLogins { get; set; }

    public bool IsClosed { get; set; }

    /// <summary>The connection that uses it; null if none does.</summary>
    public object? Connection { get; set; }

    public bool Accepts(ReadOnlySpan<byte> password) => CryptographicOperations.FixedTimeEquals(_password, password);
}

/// <summary>One request and what belongs to it.</summary>
internal sealed class PairingExchange
{
    public required PairingAccount Account { get; init; }

    public required byte[] Request { get; init; }

    public required byte[] DeviceNonce { get; init; }

    public required byte[] ServerNonce { get; init; }

    public required byte[] Ask { get; init; }

    /// <summary>The sealed answer; null before the confirmation. The same request gets the same bytes.</summary>
    public byte[]? Sealed { get; set; }
}
