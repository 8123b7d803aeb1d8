using CsCheck;
using System.Text;
using System.Text.Json;
using RlsMotion.Ingest.Pairing;
using RlsMotion.TestKit;

namespace RlsMotion.Ingest.Tests.Pairing;

/// <summary>Facts: every derived value of oracles/pairing, made by an independent program.</summary>
public sealed class PairingVectorTests
{
    [Fact]
    public void Every_derived_value_of_the_vectors_comes_out_on_both_sides()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("oracles/pairing/vectors.json")));
        JsonElement vectors = document.RootElement.GetProperty("vectors");
        Assert.Equal(3, vectors.GetArrayLength());
        foreach (JsonElement vector in vectors.EnumerateArray())
        {
            string Text(string name) => vector.GetProperty(name).GetString()!;
            (string pairId, byte[] secret) = Door(vector);
            byte[] request = Encoding.UTF8.GetBytes(Text("req"));
            byte[] deviceNonce = Convert.FromBase64String(Text("deviceNonce"));
            byte[] serverNonce = Convert.FromBase64String(Text("serverNonce"));
            byte[] plain = Encoding.UTF8.GetBytes(Text("plain"));

            byte[] key = PairingCrypto.DeriveKey(pairId, secret);
            Assert.Equal(Text("pairId"), pairId);
            Assert.Equal(Text("prk"), Convert.ToHexStringLower(key));
            Assert.Equal(Text("mqttPassword"), PairingCrypto.MqttPassword(key));
            Assert.Equal(vector.GetProperty("number").GetInt32(), PairingCrypto.Number(key, deviceNonce, serverNonce, request));
            byte[] sealKey = PairingCrypto.SealKey(key, deviceNonce, serverNonce, request);
            Assert.Equal(Text("encKey"), Convert.ToHexStringLower(sealKey));
            Assert.Equal(Text("sealed"), Convert.ToBase64String(PairingCrypto.Seal(sealKey, pairId, plain, Convert.FromHexString(Text("iv")))));
            Assert.True(PairingCrypto.TryOpen(sealKey, pairId, Convert.FromBase64String(Text("sealed")), out byte[] opened));
            Assert.Equal(plain, opened);
            Assert.Equal(Text("plain"), Encoding.UTF8.GetString(PairingMessages.WriteOffer(PairingMessages.ReadOffer(opened)!)));
            Assert.True(PairingMessages.TryReadRequest(request, out DeviceClaims claims, out byte[] nonce));
            Assert.Equal(deviceNonce, nonce);
            Assert.Equal(Text("req"), Encoding.UTF8.GetString(PairingMessages.WriteRequest(claims, nonce)).Replace("\\u002B", "+", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_page_about_pairing_holds_every_derived_value_of_the_vectors()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "pairing.md"));
        string joined = page.ReplaceLineEndings("");
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("oracles/pairing/vectors.json")));
        foreach (JsonElement vector in document.RootElement.GetProperty("vectors").EnumerateArray())
        {
            foreach (string name in new[] { "pairId", "req", "deviceNonce", "serverNonce", "prk", "mqttPassword", "encKey", "iv", "sealed" })
            {
                Assert.Contains(vector.GetProperty(name).GetString()!, joined, StringComparison.Ordinal);
            }
            Assert.Contains($"| number | `{vector.GetProperty("number").GetInt32():00}` |", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_sealed_text_with_any_bit_flipped_or_of_another_pairing_does_not_open()
    {
        byte[] key = PairingCrypto.SealKey(PairingCrypto.DeriveKey("a", [1]), new byte[16], new byte[16], "{}"u8);
        byte[] sealedText = PairingCrypto.Seal(key, "a", "secret"u8);
        Assert.False(PairingCrypto.TryOpen(key, "b", sealedText, out _));
        Gen.Int[0, (sealedText.Length * 8) - 1].Sample(bit =>
        {
            byte[] altered = [.. sealedText];
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            return !PairingCrypto.TryOpen(key, "a", altered, out _);
        });
        Gen.Int[0, sealedText.Length - 1].Sample(length => !PairingCrypto.TryOpen(key, "a", sealedText.AsSpan(0, length), out _));
    }

    private static (string PairId, byte[] Secret) Door(JsonElement vector)
    {
        if (vector.GetProperty("typedCode").GetString() is { } typed)
        {
            Assert.True(TypedCode.TryParse(typed, out TypedCode? code));
            return (code!.PairId, code.Secret);
        }
        PairingInvitation? invitation = PairingInvitation.Parse(
            $"rlsm:1?h=192.0.2.10&p=8883&t=1&i={vector.GetProperty("pairId").GetString()}&s={vector.GetProperty("secret").GetString()}&f=AQEBAQEBAQEBAQEBAQEBAQ", out string? error);
        Assert.Null(error);
        return (invitation!.PairId, invitation.Secret.ToArray());
    }
}
