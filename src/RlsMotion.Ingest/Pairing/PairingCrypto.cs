using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace RlsMotion.Ingest.Pairing;

/// <summary>Every value that sealed pairing derives from the secret of a QR or typed code, for both sides.</summary>
/// <remarks>
/// HKDF is RFC 5869 with SHA-256; the salt is the pairing id as ASCII, never decoded. Nonces enter as their 16 raw bytes, the request
/// as the SHA-256 of its exact payload. Checked against the vectors of docs/pairing.md.
/// </remarks>
public static class PairingCrypto
{
    /// <summary>Bytes of a nonce.</summary>
    public const int NonceLength = 16;

    /// <summary>Bytes of the secret in a QR text: 128 bit.</summary>
    public const int SecretLength = 16;

    private const int KeyLength = 32;
    private const int IvLength = 12;
    private const int TagLength = 16;

    /// <summary>Pseudo-random key of a pairing, 32 bytes.</summary>
    /// <param name="pairId">Pairing id, ASCII.</param>
    /// <param name="secret">Raw secret of a QR text, or the last eight letters of a typed code as ASCII capitals.</param>
    public static byte[] DeriveKey(string pairId, ReadOnlySpan<byte> secret)
    {
        byte[] key = new byte[KeyLength];
        HKDF.Extract(HashAlgorithmName.SHA256, secret, Encoding.ASCII.GetBytes(pairId), key);
        return key;
    }

    /// <summary>The MQTT password of the pairing account, base64url: the secret itself is never sent.</summary>
    public static string MqttPassword(ReadOnlySpan<byte> key)
    {
        Span<byte> authKey = stackalloc byte[KeyLength];
        HKDF.Expand(HashAlgorithmName.SHA256, key, authKey, "rlsm1 mqtt"u8);
        return Base64Url.EncodeToString(authKey);
    }

    /// <summary>The key that seals one answer: it belongs to one request and one pair of nonces.</summary>
    public static byte[] SealKey(ReadOnlySpan<byte> key, ReadOnlySpan<byte> deviceNonce, ReadOnlySpan<byte> serverNonce, ReadOnlySpan<byte> request)
    {
        byte[] sealKey = new byte[KeyLength];
        HKDF.Expand(HashAlgorithmName.SHA256, key, sealKey, ExchangeInfo("rlsm1 seal"u8, deviceNonce, serverNonce, request));
        return sealKey;
    }

    /// <summary>The number that both sides show, 0 to 99, written with two digits.</summary>
    public static int Number(ReadOnlySpan<byte> key, ReadOnlySpan<byte> deviceNonce, ReadOnlySpan<byte> serverNonce, ReadOnlySpan<byte> request)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        HKDF.Expand(HashAlgorithmName.SHA256, key, number, ExchangeInfo("num"u8, deviceNonce, serverNonce, request));
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(number) % 100);
    }

    /// <summary>SHA-256 of a request's payload as base64url: what a confirmation names.</summary>
    public static string RequestHash(ReadOnlySpan<byte> request) => Base64Url.EncodeToString(SHA256.HashData(request));

    /// <summary>The pin of a certificate: first 16 bytes of SHA-256 of its key's SubjectPublicKeyInfo, base64url.</summary>
    public static string Pin(ReadOnlySpan<byte> subjectPublicKeyInfo) => Base64Url.EncodeToString(SHA256.HashData(subjectPublicKeyInfo).AsSpan(0, 16));

    /// <summary>Seals a text for the device: IV, ciphertext, tag.</summary>
    /// <param name="sealKey">Of <see cref="SealKey"/>; used for one message.</param>
    /// <param name="pairId">Bound in as additional data.</param>
    /// <param name="plain">UTF-8 JSON.</param>
    public static byte[] Seal(ReadOnlySpan<byte> sealKey, string pairId, ReadOnlySpan<byte> plain) =>
        Seal(sealKey, pairId, plain, RandomNumberGenerator.GetBytes(IvLength));

    /// <summary>Opens a sealed text; false if it was not sealed for this key and pairing, or altered.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> sealKey, string pairId, ReadOnlySpan<byte> sealedText, out byte[] plain)
    {
        plain = [];
        if (sealedText.Length < IvLength + TagLength)
        {
            return false;
        }
        using var aes = new AesGcm(sealKey, TagLength);
        byte[] text = new byte[sealedText.Length - IvLength - TagLength];
        try
        {
            aes.Decrypt(sealedText[..IvLength], sealedText[IvLength..^TagLength], sealedText[^TagLength..], text, AdditionalData(pairId));
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        plain = text;
        return true;
    }

    internal static byte[] Seal(ReadOnlySpan<byte> sealKey, string pairId, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> iv)
    {
        using var aes = new AesGcm(sealKey, TagLength);
        byte[] result = new byte[IvLength + plain.Length + TagLength];
        iv.CopyTo(result);
        aes.Encrypt(iv, plain, result.AsSpan(IvLength, plain.Length), result.AsSpan(IvLength + plain.Length), AdditionalData(pairId));
        return result;
    }

    private static byte[] AdditionalData(string pairId) => [.. "rlsm1 res"u8, .. Encoding.ASCII.GetBytes(pairId)];

    private static byte[] ExchangeInfo(ReadOnlySpan<byte> label, ReadOnlySpan<byte> deviceNonce, ReadOnlySpan<byte> serverNonce, ReadOnlySpan<byte> request) =>
        [.. label, .. deviceNonce, .. serverNonce, .. SHA256.HashData(request)];
}
