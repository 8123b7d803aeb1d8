using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace RlsMotion.Ingest.Pairing;

/// <summary>A pairing code that a person can type: twelve consonants, shown XXXX-XXXX-XXXX.</summary>
/// <remarks>No vowels: no words, and none of the letters that look like digits (the alphabet of RFC 8628, section 6.1).</remarks>
public sealed class TypedCode
{
    /// <summary>The letters of a code.</summary>
    public const string Alphabet = "BCDFGHJKLMNPQRSTVWXZ";

    private const int IdLength = 4;
    private const int Length = 12;
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);
    private readonly string _letters;

    private TypedCode(string letters) => _letters = letters;

    /// <summary>Pairing id of the code: its first four letters in lower case.</summary>
    public string PairId => _letters[..IdLength].ToLowerInvariant();

    /// <summary>Secret of the code: its last eight letters as ASCII capitals, 34 bit; five failed logins close it.</summary>
    public byte[] Secret => Encoding.ASCII.GetBytes(_letters, IdLength, Length - IdLength);

    /// <summary>A random code.</summary>
    public static TypedCode New() => new(RandomNumberGenerator.GetString(Alphabet, Length));

    /// <summary>Reads a code as a person types it: small letters, blanks and any dashes are forgiven.</summary>
    public static bool TryParse(string? text, out TypedCode? code)
    {
        string letters = string.Concat((text ?? "").Where(letter => !char.IsWhiteSpace(letter) && letter != '-')).ToUpperInvariant();
        code = letters.Length == Length && !letters.AsSpan().ContainsAnyExcept(Letters) ? new TypedCode(letters) : null;
        return code is not null;
    }

    /// <summary>XXXX-XXXX-XXXX.</summary>
    public override string ToString() => $"{_letters[..4]}-{_letters[4..8]}-{_letters[8..]}";
}
