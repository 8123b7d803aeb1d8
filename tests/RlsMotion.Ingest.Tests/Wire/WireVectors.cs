using System.Text.Json;
using RlsMotion.TestKit;

namespace RlsMotion.Ingest.Tests.Wire;

/// <summary>oracles/wire/vectors.json, made by its own Python script: frames with their meaning, and frames to refuse.</summary>
internal static class WireVectors
{
    private static readonly Lazy<JsonElement> File = new(() =>
        JsonDocument.Parse(System.IO.File.ReadAllText(SharedData.Path("oracles/wire/vectors.json"))).RootElement.Clone());

    public static IReadOnlyList<JsonElement> Accepted => [.. File.Value.GetProperty("accepted").EnumerateArray()];

    public static IReadOnlyList<JsonElement> Refused => [.. File.Value.GetProperty("refused").EnumerateArray()];

    public static JsonElement Named(IReadOnlyList<JsonElement> vectors, string name) =>
        vectors.Single(vector => vector.GetProperty("name").GetString() == name);

    public static string Name(JsonElement vector) => vector.GetProperty("name").GetString()!;

    public static byte[] Payload(JsonElement vector) => vector.GetProperty("payload").GetBytesFromBase64();
}
