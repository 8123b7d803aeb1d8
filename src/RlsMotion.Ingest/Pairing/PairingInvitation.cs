using System.Buffers.Text;
using System.Globalization;

namespace RlsMotion.Ingest.Pairing;

/// <summary>What a sensor needs to begin a sealed pairing; as text it is what the QR holds.</summary>
/// <remarks><c>rlsm:1?h=HOST&amp;p=8883&amp;t=1&amp;i=PAIRID&amp;s=SECRET&amp;f=PIN</c>; the secret and the pin are base64url.</remarks>
public sealed record PairingInvitation
{
    private const string Scheme = "rlsm:1?";

    /// <summary>Name or address of the broker.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>TLS; false is for loopback only.</summary>
    public required bool Tls { get; init; }

    /// <summary>Pairing id: its account is <c>pair-ID</c>.</summary>
    public required string PairId { get; init; }

    /// <summary>The secret; 16 bytes in a QR text, eight ASCII capitals of a typed code.</summary>
    public required ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>Pin of the broker's key (<see cref="PairingCrypto.Pin"/>); null where the certificate's chain is trusted, or without TLS.</summary>
    public string? Pin { get; init; }

    /// <summary>An invitation from a typed code, which names no host.</summary>
    public static PairingInvitation FromCode(TypedCode code, string host, int port, bool tls) =>
        new() { Host = host, Port = port, Tls = tls, PairId = code.PairId, Secret = code.Secret };

    /// <summary>Reads the text of a QR; null and what is wrong with it if it is none.</summary>
    public static PairingInvitation? Parse(string text, out string? error)
    {
        error = null;
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            error = $"A pairing text begins with {Scheme}";
            return null;
        }
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string part in text.Trim()[Scheme.Length..].Split('&'))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                fields[part[..equals]] = Uri.UnescapeDataString(part[(equals + 1)..]);
            }
        }
        string Field(string name) => fields.GetValueOrDefault(name, "");
        if (Field("h").Length == 0)
        {
            error = "The pairing text names no host (h).";
        }
        else if (!int.TryParse(Field("p"), NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > 65535)
        {
            error = $"The pairing text's port (p) is '{Field("p")}', not 1 to 65535.";
        }
        else if (Field("t") is not ("0" or "1"))
        {
            error = $"The pairing text's TLS field (t) is '{Field("t")}', not 0 or 1.";
        }
        else if (!DeviceSecrets.IsPairId(Field("i")))
        {
            error = $"The pairing text's id (i) is not {DeviceSecrets.PairIdLength} characters of a-z and 2-7.";
        }
        else if (!TryDecode(Field("s"), out byte[] secret))
        {
            error = "The pairing text's secret (s) is not 16 bytes of base64url.";
        }
        else if (Field("t") == "1" && !TryDecode(Field("f"), out _))
        {
            error = "The pairing text's pin (f) is not 16 bytes of base64url.";
        }
        else
        {
            bool tls = Field("t") == "1";
            return new() { Host = Field("h"), Port = port, Tls = tls, PairId = Field("i"), Secret = secret, Pin = tls ? Field("f") : null };
        }
        return null;
    }

    /// <summary>The text of the QR.</summary>
    public override string ToString()
    {
        string pin = Pin is null ? "" : $"&f={Pin}";
        return string.Create(CultureInfo.InvariantCulture,
            $"{Scheme}h={Uri.EscapeDataString(Host)}&p={Port}&t={(Tls ? 1 : 0)}&i={PairId}&s={Base64Url.EncodeToString(Secret.Span)}{pin}");
    }

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];
        return bytes.Length == PairingCrypto.SecretLength;
    }
}
