using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RlsMotion.Ingest.Pairing;

/// <summary>Ids and passwords of devices and pairings, all from the system's random number generator.</summary>
public static class DeviceSecrets
{
    /// <summary>Characters of a device id.</summary>
    public const int DeviceIdLength = 16;

    /// <summary>Characters of the pairing id in a QR text.</summary>
    public const int PairIdLength = 26;

    /// <summary>Bytes of a device's password: 256 random bits need no slow hash.</summary>
    public const int PasswordLength = 32;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>A device id: sixteen of a-z and 2-7, 80 random bits.</summary>
    public static string NewDeviceId() => RandomNumberGenerator.GetString(Alphabet, DeviceIdLength);

    /// <summary>A pairing id: twenty-six of a-z and 2-7.</summary>
    public static string NewPairId() => RandomNumberGenerator.GetString(Alphabet, PairIdLength);

    /// <summary>A device's password: 32 random bytes, base64url.</summary>
    public static string NewPassword() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PasswordLength));

    /// <summary>Whether a text has the form of a device id.</summary>
    public static bool IsDeviceId(string? text) => text is { Length: DeviceIdLength } && !text.AsSpan().ContainsAnyExcept(Letters);

    /// <summary>Whether a text has the form of a QR's pairing id.</summary>
    public static bool IsPairId(string? text) => text is { Length: PairIdLength } && !text.AsSpan().ContainsAnyExcept(Letters);

    /// <summary>What is stored of a password: SHA-256 of pepper, salt and the password as ASCII.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> pepper, ReadOnlySpan<byte> salt, string password) =>
        SHA256.HashData([.. pepper, .. salt, .. Encoding.UTF8.GetBytes(password)]);

    /// <summary>Whether a password gives the stored hash; takes as long for a wrong one.</summary>
    public static bool Verify(ReadOnlySpan<byte> pepper, ReadOnlySpan<byte> salt, string password, ReadOnlySpan<byte> hash) =>
        CryptographicOperations.FixedTimeEquals(Hash(pepper, salt, password), hash);
}
