using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Reports.Json;

/// <summary>Nights as "rlsmotion.night/1", the form that other programs read. Reading what was written gives the same document.</summary>
public static class NightJson
{
    private static readonly NightJsonContext Compact = new(Options(indented: false));
    private static readonly NightJsonContext Indented = new(Options(indented: true));

    /// <summary>Writes a night as UTF-8.</summary>
    /// <param name="stream">Receives it; left open.</param>
    /// <param name="night">The night.</param>
    /// <param name="indented">Whether to break lines for people.</param>
    public static void Write(Stream stream, NightRecord night, bool indented = false) => Write(stream, NightDocument.Of(night), indented);

    /// <summary>Writes a document as UTF-8.</summary>
    /// <param name="stream">Receives it; left open.</param>
    /// <param name="document">The document.</param>
    /// <param name="indented">Whether to break lines for people.</param>
    public static void Write(Stream stream, NightDocument document, bool indented = false) =>
        JsonSerializer.Serialize(stream, document, (indented ? Indented : Compact).NightDocument);

    /// <summary>A night as text.</summary>
    public static string ToText(NightRecord night, bool indented = false) =>
        JsonSerializer.Serialize(NightDocument.Of(night), (indented ? Indented : Compact).NightDocument);

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">This is no such document; the message says where and why.</exception>
    public static NightDocument Read(ReadOnlySpan<byte> utf8)
    {
        NightDocument document = JsonSerializer.Deserialize(utf8, Compact.NightDocument) ?? throw new JsonException("A night is an object, not null.");
        return document.Schema == NightDocument.SchemaName
            ? document
            : throw new JsonException($"The schema is \"{document.Schema}\"; this program reads \"{NightDocument.SchemaName}\".");
    }

    /// <summary>Reads a document from text.</summary>
    /// <exception cref="JsonException">This is no such document; the message says where and why.</exception>
    public static NightDocument Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    private static JsonSerializerOptions Options(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = indented,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters =
        {
            new InstantConverter(),
            Words<Leg>(), Words<MovementClass>(), Words<GapReason>(), Words<Denominator>(), Words<RuleSet>(),
        },
    };

    private static JsonStringEnumConverter<T> Words<T>()
        where T : struct, Enum => new(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
}
