using System.Text.Json.Serialization;

namespace RlsMotion.Reports.Json;

// Generated at build time: a command starts without reflecting over its types.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NightDocument))]
internal sealed partial class NightJsonContext : JsonSerializerContext;
