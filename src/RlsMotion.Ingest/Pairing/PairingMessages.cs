using System.Text;
using System.Text.Json;

namespace RlsMotion.Ingest.Pairing;

/// <summary>The JSON messages of sealed pairing, both directions. Readers never throw on what came from outside.</summary>
public static class PairingMessages
{
    /// <summary>The longest request that is looked at, in bytes: a real one has about 200.</summary>
    public const int MaxRequestBytes = 4096;

    private const int MaxClaimLength = 64;
    private const int MaxListLength = 16;

    /// <summary>The sensor's request.</summary>
    /// <param name="claims">What it says of itself.</param>
    /// <param name="nonce">16 random bytes.</param>
    public static byte[] WriteRequest(DeviceClaims claims, ReadOnlySpan<byte> nonce) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        v = 1,
        hw = claims.Hardware,
        serial = claims.Serial,
        fw = claims.Firmware,
        site = claims.Site,
        caps = new { rates = claims.RatesHz, rangeG = claims.RangesG, axes = claims.Axes ?? 3, flashSeconds = claims.FlashSeconds ?? 0 },
        nonce = Convert.ToBase64String(nonce),
    });

    /// <summary>Reads a request; false if it is none.</summary>
    public static bool TryReadRequest(ReadOnlyMemory<byte> payload, out DeviceClaims claims, out byte[] nonce)
    {
        (DeviceClaims Claims, byte[] Nonce)? read = payload.Length > MaxRequestBytes ? null : Read(payload, ReadRequest);
        (claims, nonce) = read ?? (new(), []);
        return read is not null;
    }

    /// <summary>The server's question: the person has to compare numbers.</summary>
    public static byte[] WriteAsk(ReadOnlySpan<byte> serverNonce) =>
        Encoding.UTF8.GetBytes($$"""{"v":1,"ask":"confirm","nonce":"{{Convert.ToBase64String(serverNonce)}}"}""");

    /// <summary>The server's answer with the sealed credential.</summary>
    public static byte[] WriteSealed(ReadOnlySpan<byte> sealedText) =>
        Encoding.UTF8.GetBytes($$"""{"v":1,"ok":true,"sealed":"{{Convert.ToBase64String(sealedText)}}"}""");

    /// <summary>The server's refusal: expired, refused, used or busy.</summary>
    public static byte[] WriteError(string error) => JsonSerializer.SerializeToUtf8Bytes(new { v = 1, ok = false, error });

    /// <summary>Reads the server's message; null if it is none.</summary>
    public static PairingReply? ReadReply(ReadOnlyMemory<byte> payload) => Read(payload, ReadReply);

    /// <summary>The text that is sealed for the device.</summary>
    public static byte[] WriteOffer(PairingOffer offer) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        deviceId = offer.DeviceId,
        password = offer.Password,
        hosts = offer.Hosts,
        port = offer.Port,
        pins = offer.Pins,
        prefix = offer.Prefix,
        rateHz = offer.RateHz,
        rangeG = offer.RangeG,
        serverTimeUs = offer.ServerTimeMicroseconds,
    });

    /// <summary>Reads the unsealed text; null if a field is missing.</summary>
    public static PairingOffer? ReadOffer(ReadOnlyMemory<byte> plain) => Read(plain, ReadOffer);

    private static (DeviceClaims Claims, byte[] Nonce)? ReadRequest(JsonElement root)
    {
        JsonElement caps = root.TryGetProperty("caps", out JsonElement found) ? found : default;
        if (Number(root, "v") != 1 || Bytes(root, "nonce") is not { Length: PairingCrypto.NonceLength } nonce)
        {
            return null;
        }
        var claims = new DeviceClaims
        {
            Hardware = Claim(root, "hw"),
            Serial = Claim(root, "serial"),
            Firmware = Claim(root, "fw"),
            Site = Claim(root, "site") is { Length: > 0 } site ? site : "ankle",
            RatesHz = Numbers(caps, "rates"),
            RangesG = Numbers(caps, "rangeG"),
            Axes = Number(caps, "axes"),
            FlashSeconds = Number(caps, "flashSeconds"),
        };
        return (claims, nonce);
    }

    private static PairingReply? ReadReply(JsonElement root)
    {
        if (Text(root, "ask") == "confirm" && Bytes(root, "nonce") is { Length: PairingCrypto.NonceLength } nonce)
        {
            return new PairingReply { ServerNonce = nonce };
        }
        if (root.TryGetProperty("ok", out JsonElement ok) && ok.ValueKind == JsonValueKind.True && Bytes(root, "sealed") is { } sealedText)
        {
            return new PairingReply { Sealed = sealedText };
        }
        return Text(root, "error") is { } error ? new PairingReply { Error = error } : null;
    }

    private static PairingOffer? ReadOffer(JsonElement root)
    {
        if (Text(root, "deviceId") is not { } id || Text(root, "password") is not { } password || Number(root, "port") is not { } port)
        {
            return null;
        }
        return new()
        {
            DeviceId = id,
            Password = password,
            Hosts = Texts(root, "hosts"),
            Port = port,
            Pins = Texts(root, "pins"),
            Prefix = Text(root, "prefix") ?? $"rls/v1/d/{id}",
            RateHz = Number(root, "rateHz") ?? 50,
            RangeG = Number(root, "rangeG") ?? 8,
            ServerTimeMicroseconds = root.TryGetProperty("serverTimeUs", out JsonElement time) && time.ValueKind == JsonValueKind.Number && time.TryGetInt64(out long us) ? us : 0,
        };
    }

    /// <summary>Applies a reader to a JSON object; default for anything that is none, or that holds half a surrogate pair where text is read.</summary>
    private static T? Read<T>(ReadOnlyMemory<byte> payload, Func<JsonElement, T?> reader)
    {
        try
        {
            using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = 8 });
            return document.RootElement.ValueKind == JsonValueKind.Object ? reader(document.RootElement) : default;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Claim(JsonElement root, string name)
    {
        string text = string.Concat((Text(root, name) ?? "").Where(letter => !char.IsControl(letter)));
        return text.Length <= MaxClaimLength ? text : text[..MaxClaimLength];
    }

    private static int? Number(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number : null;

    private static byte[]? Bytes(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : null;

    private static int[] Numbers(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Take(MaxListLength).Where(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out _)).Select(item => item.GetInt32())] : [];

    private static string[] Texts(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Take(MaxListLength).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)] : [];
}
