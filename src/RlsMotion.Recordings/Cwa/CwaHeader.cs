using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace RlsMotion.Recordings.Cwa;

/// <summary>The 1024 bytes at the start of a CWA file (openmovement Docs/ax3/cwa.h).</summary>
internal sealed record CwaHeader
{
    public const int Length = 1024;
    private const int AnnotationAt = 64;
    private const int AnnotationLength = 448;
    private const byte HardwareAx6 = 0x64;

    public required string Device { get; init; }

    public required uint Serial { get; init; }

    public required uint Session { get; init; }

    public required byte RateCode { get; init; }

    public required IReadOnlyDictionary<string, string> Notes { get; init; }

    public static bool IsCwa(ReadOnlySpan<byte> head) => head.Length >= 4 && head[0] == 'M' && head[1] == 'D' && BinaryPrimitives.ReadUInt16LittleEndian(head[2..]) == Length - 4;

    /// <summary>Reads it; the span holds the whole header.</summary>
    public static CwaHeader Parse(ReadOnlySpan<byte> head)
    {
        uint upper = BinaryPrimitives.ReadUInt16LittleEndian(head[11..]);
        return new()
        {
            Device = head[4] == HardwareAx6 ? "AX6" : "AX3",
            Serial = BinaryPrimitives.ReadUInt16LittleEndian(head[5..]) | ((upper == 0xFFFF ? 0 : upper) << 16),
            Session = BinaryPrimitives.ReadUInt32LittleEndian(head[7..]),
            RateCode = head[36],
            Notes = Annotations(head.Slice(AnnotationAt, AnnotationLength)),
        };
    }

    /// <summary>Samples per second of a rate code; null if no device has it.</summary>
    public static double? Rate(byte code) => (code & 15) is >= 5 and <= 15 ? 3200.0 / (1 << (15 - (code & 15))) : null;

    private static Dictionary<string, string> Annotations(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOfAny((byte)0, (byte)0xFF);
        string text = Encoding.ASCII.GetString(end < 0 ? bytes : bytes[..end]).Trim();
        var notes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
            {
                notes[Name(WebUtility.UrlDecode(pair[..at]))] = WebUtility.UrlDecode(pair[(at + 1)..]).Trim();
            }
        }
        return notes;
    }

    /// <summary>The names that Axivity's software gives its short keys.</summary>
    private static string Name(string key) => key switch
    {
        "_c" => "study centre",
        "_s" => "study",
        "_i" => "investigator",
        "_x" => "exercise",
        "_v" => "volunteer number",
        "_p" => "site",
        "_so" => "subject",
        "_n" => "notes",
        "_b" => "start",
        "_e" => "end",
        "_co" => "operator",
        "_sc" => "subject code",
        "_se" => "sex",
        "_h" => "height",
        "_w" => "weight",
        "_ha" => "handedness",
        "_sn" => "subject notes",
        _ => key.ToLower(CultureInfo.InvariantCulture),
    };
}
