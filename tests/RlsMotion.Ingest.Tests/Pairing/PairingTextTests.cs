using CsCheck;
using RlsMotion.Ingest.Pairing;

namespace RlsMotion.Ingest.Tests.Pairing;

public sealed class PairingTextTests
{
    [Fact]
    public void A_QR_text_reads_back_as_it_was_written() =>
        Gen.Select(Gen.Byte.Array[16], Gen.Int[1, 65535], Gen.Bool, Gen.Int[0, 3].Select(i => new[] { "192.0.2.10", "rlsmotion.local", "fe80::1%eth0", "a&b=c" }[i])).Sample((secret, port, tls, host) =>
        {
            var written = new PairingInvitation
            {
                Host = host,
                Port = port,
                Tls = tls,
                PairId = DeviceSecrets.NewPairId(),
                Secret = secret,
                Pin = tls ? PairingCrypto.Pin(secret) : null,
            };
            PairingInvitation? read = PairingInvitation.Parse(written.ToString(), out string? error);
            return error is null && read is not null && read.ToString() == written.ToString() && read.Secret.Span.SequenceEqual(secret)
                && (read.Host, read.Port, read.Tls, read.Pin) == (host, port, tls, written.Pin);
        });

    [Theory]
    [InlineData("http://example.org", "rlsm:1?")]
    [InlineData("rlsm:1?p=1&t=0&i=x&s=y", "host")]
    [InlineData("rlsm:1?h=a&p=0&t=0&i=x&s=y", "port")]
    [InlineData("rlsm:1?h=a&p=1&t=2&i=x&s=y", "TLS")]
    [InlineData("rlsm:1?h=a&p=1&t=0&i=x&s=y", "id")]
    [InlineData("rlsm:1?h=a&p=1&t=0&i=abcdefghijklmnopqrstuvwxyz&s=!!", "secret")]
    [InlineData("rlsm:1?h=a&p=1&t=1&i=abcdefghijklmnopqrstuvwxyz&s=ERITFBUWFxgZGhscHR4fIA", "pin")]
    public void A_text_that_is_no_invitation_is_refused_with_the_field_that_is_wrong(string text, string field)
    {
        Assert.Null(PairingInvitation.Parse(text, out string? error));
        Assert.Contains(field, error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_at_all_throws_in_a_reader() =>
        Gen.String.Sample(text =>
        {
            PairingInvitation.Parse("rlsm:1?" + text, out _);
            _ = TypedCode.TryParse(text, out _);
            PairingMessages.TryReadRequest(System.Text.Encoding.UTF8.GetBytes(text), out _, out _);
            PairingMessages.ReadReply(System.Text.Encoding.UTF8.GetBytes(text));
        });

    [Fact]
    public void Half_a_surrogate_pair_in_a_request_is_refused_and_not_thrown_at() =>
        Assert.False(PairingMessages.TryReadRequest("""{"v":1,"hw":"\ud800","nonce":"AwgNEhccISYrMDU6P0RJTg=="}"""u8.ToArray(), out _, out _));

    [Fact]
    public void A_code_is_twelve_letters_of_its_alphabet_and_is_read_as_people_type_it()
    {
        for (int i = 0; i < 100; i++)
        {
            string shown = TypedCode.New().ToString();
            Assert.Matches("^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$", shown);
            Assert.True(TypedCode.TryParse(" " + shown.ToLowerInvariant().Replace('-', ' '), out TypedCode? read));
            Assert.Equal(shown, read!.ToString());
        }
        Assert.False(TypedCode.TryParse("BCDF-GHJK-LMNA", out _));
        Assert.False(TypedCode.TryParse(null, out _));
    }

    [Fact]
    public void Secrets_have_their_form_and_differ()
    {
        Assert.Matches("^[a-z2-7]{16}$", DeviceSecrets.NewDeviceId());
        Assert.Matches("^[a-z2-7]{26}$", DeviceSecrets.NewPairId());
        Assert.Matches("^[A-Za-z0-9_-]{43}$", DeviceSecrets.NewPassword());
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => DeviceSecrets.NewDeviceId()).Distinct().Count());
        byte[] hash = DeviceSecrets.Hash([1], [2], "right");
        Assert.True(DeviceSecrets.Verify([1], [2], "right", hash));
        Assert.False(DeviceSecrets.Verify([1], [2], "wrong", hash));
        Assert.False(DeviceSecrets.Verify([1], [3], "right", hash));
    }
}
