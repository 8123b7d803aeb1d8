using System.IO.Compression;
using System.Text.Json;
using RlsMotion.TestKit;

namespace RlsMotion.Analysis.Tests.Signal;

/// <summary>Values that scipy.signal computed; the script that made them lies beside them.</summary>
internal static class ScipyGolden
{
    private static readonly Lazy<JsonDocument> Document = new(() =>
    {
        using FileStream file = File.OpenRead(SharedData.Path("oracles/signal/scipy_golden.json.gz"));
        using var text = new GZipStream(file, CompressionMode.Decompress);
        return JsonDocument.Parse(text);
    });

    public static JsonElement Root => Document.Value.RootElement;

    public static double[] Numbers(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    public static double[][] Rows(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(row => row.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
}
