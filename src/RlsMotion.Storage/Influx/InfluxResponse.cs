using System.Net;
using System.Text.Json;

namespace RlsMotion.Storage.Influx;

/// <summary>An answer, read whole.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Version">What the server says its version is.</param>
/// <param name="Json">The body, if it is JSON.</param>
/// <param name="Error">What went wrong, in the server's words; null if nothing did.</param>
internal sealed record InfluxResponse(HttpStatusCode Status, string? Version, JsonElement? Json, string? Error)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300 && Error is null;

    /// <summary>Reads an answer. A query that fails may come with status 200, the error inside.</summary>
    public static InfluxResponse Read(HttpStatusCode status, string? version, byte[] body)
    {
        JsonElement? json = Parse(body);
        string? error = json is { ValueKind: JsonValueKind.Object } answer ? ErrorIn(answer) : null;
        if (error is null && (int)status is < 200 or >= 300)
        {
            const int Shown = 300; // characters of a foreign error page: enough to recognise it
            string text = System.Text.Encoding.UTF8.GetString(body);
            error = text.Length == 0 ? $"HTTP {(int)status}" : text[..Math.Min(Shown, text.Length)];
        }
        return new InfluxResponse(status, version, json, error);
    }

    private static JsonElement? Parse(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            return body.Length > 0 && JsonElement.TryParseValue(ref reader, out JsonElement? json) ? json : null;
        }
        catch (JsonException)
        {
            return null; // a proxy's page: its status and text are reported instead
        }
    }

    private static string? ErrorIn(JsonElement answer)
    {
        if (answer.TryGetProperty("error", out JsonElement error) || answer.TryGetProperty("message", out error))
        {
            return error.ToString();
        }
        return answer.TryGetProperty("results", out JsonElement results) && results.ValueKind == JsonValueKind.Array
            ? results.EnumerateArray().Select(result => result.TryGetProperty("error", out JsonElement inner) ? inner.ToString() : null).FirstOrDefault(text => text is not null)
            : null;
    }
}
