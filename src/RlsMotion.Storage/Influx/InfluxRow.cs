using System.Text.Json;
using NodaTime;

namespace RlsMotion.Storage.Influx;

/// <summary>One row of an answer, by column name. A field that the point's <c>absent</c> names is null whatever the server still holds of it.</summary>
internal sealed class InfluxRow(IReadOnlyDictionary<string, int> columns, JsonElement values)
{
    private string[]? _absent;

    public Instant Time => Instant.FromUnixTimeMilliseconds(Long("time"));

    public long Long(string column) => Known(column).GetInt64();

    public int Int(string column) => Known(column).GetInt32();

    public double Double(string column) => Known(column).GetDouble();

    public bool Bool(string column) => Known(column).GetBoolean();

    public string String(string column) => Known(column).GetString()!;

    /// <summary>The text of a tag; a tag without a value is the empty text.</summary>
    public string Tag(string column) => Find(column)?.GetString() ?? "";

    public long? NullableLong(string column) => Find(column)?.GetInt64();

    public int? NullableInt(string column) => Find(column)?.GetInt32();

    public double? NullableDouble(string column) => Find(column)?.GetDouble();

    public bool? NullableBool(string column) => Find(column)?.GetBoolean();

    public string? NullableString(string column) => Find(column)?.GetString();

    public Instant? NullableInstant(string column) => NullableLong(column) is { } milliseconds ? Instant.FromUnixTimeMilliseconds(milliseconds) : null;

    private JsonElement Known(string column) =>
        Find(column) ?? throw new StorageException($"A point in InfluxDB lacks \"{column}\"; another program wrote it, or it was damaged. Copy the night again from the embedded store.");

    private JsonElement? Find(string column)
    {
        _absent ??= columns.TryGetValue(LinePoint.AbsentField, out int at) && values[at].ValueKind == JsonValueKind.String ? values[at].GetString()!.Split(',') : [];
        return columns.TryGetValue(column, out int place) && values[place].ValueKind != JsonValueKind.Null && !_absent.Contains(column) ? values[place] : null;
    }
}
