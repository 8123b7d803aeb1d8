using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Testing;
using RlsMotion.Analysis.Movements;
using RlsMotion.Ingest.Pairing;
using RlsMotion.TestKit.Brokers;

namespace RlsMotion.Ingest.Tests.Pairing;

/// <summary>Stories of the desk without a broker: its rules and its clock.</summary>
public sealed class PairingDeskTests : IDisposable
{
    private readonly FakeClock _clock = new(Instant.FromUtc(2026, 3, 28, 21, 0));
    private readonly FakeRegistry _registry = new();
    private readonly PairingDesk _desk;
    private readonly List<(string Account, string Text)> _answers = [];
    private readonly List<string> _closed = [];
    private readonly List<string> _ended = [];
    private readonly List<PairingState> _states = [];

    public PairingDeskTests()
    {
        _desk = new(_registry, _clock);
        _desk.AnswerReady += answer => _answers.Add((answer.Account, Encoding.UTF8.GetString(answer.Payload.Span)));
        _desk.AccountClosed += _closed.Add;
        _desk.CredentialEnded += _ended.Add;
        _desk.Changed += snapshot => _states.Add(snapshot.State);
    }

    private static PairingEndpoint Local => new() { Hosts = ["127.0.0.1"], Port = 1883, IsTrustedWithoutPin = true };

    private static PairingOrder Order(string user = "ann", string? replaces = null) => new() { User = user, Subject = "S1", Leg = Leg.Left, Endpoint = Local, Replaces = replaces };

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_sensor_goes_from_open_to_active_and_shows_the_number_that_the_page_shows()
    {
        (PairingSnapshot pairing, byte[] key) = await StartAsync();
        Assert.Equal(PairLogin.Welcome, await LoginAsync(pairing.PairId, key));
        (byte[] request, byte[] nonce) = Request("S1");
        Assert.True(await _desk.RequestAsync(pairing.PairId, request));
        PairingSnapshot contacted = _desk.Find(pairing.PairId)!;
        byte[] serverNonce = PairingMessages.ReadReply(Encoding.UTF8.GetBytes(_answers[^1].Text))!.ServerNonce!;
        Assert.Equal(PairingCrypto.Number(key, nonce, serverNonce, request), contacted.Number);
        Assert.Equal(Convert.ToBase64String(SHA256.HashData(request)).TrimEnd('=').Replace('+', '-').Replace('/', '_'), contacted.RequestHash);
        Assert.Equal("S1", contacted.Claims!.Serial);

        Assert.Equal(ConfirmResult.Confirmed, await _desk.ConfirmAsync(pairing.PairId, contacted.RequestHash!));
        byte[] sealedText = PairingMessages.ReadReply(Encoding.UTF8.GetBytes(_answers[^1].Text))!.Sealed!;
        Assert.True(PairingCrypto.TryOpen(PairingCrypto.SealKey(key, nonce, serverNonce, request), pairing.PairId, sealedText, out byte[] plain));
        PairingOffer offer = PairingMessages.ReadOffer(plain)!;
        NewCredential credential = Assert.Single(_registry.Credentials.Values);
        Assert.Equal((credential.DeviceId, credential.Password), (offer.DeviceId, offer.Password));
        Assert.Equal($"rls/v1/d/{offer.DeviceId}", offer.Prefix);

        await _desk.PublishedAsync(offer.DeviceId, isInfo: true);
        Assert.Equal(PairingState.Delivered, _desk.Find(pairing.PairId)!.State);
        await _desk.PublishedAsync(offer.DeviceId, isInfo: false);
        Assert.Equal([PairingState.Open, PairingState.Contacted, PairingState.Confirmed, PairingState.Delivered, PairingState.Active], _states);
        Assert.True(_registry.Active.ContainsKey(offer.DeviceId));
        Assert.Contains(pairing.PairId, _closed);
        Assert.Equal(PairLogin.Refused, await LoginAsync(pairing.PairId, key));
    }

    [Fact]
    public async Task The_same_request_gets_the_same_bytes_before_and_after_the_confirmation()
    {
        (PairingSnapshot pairing, byte[] key) = await StartAsync();
        await LoginAsync(pairing.PairId, key);
        (byte[] request, _) = Request("S1");
        await _desk.RequestAsync(pairing.PairId, request);
        await _desk.RequestAsync(pairing.PairId, request);
        Assert.Equal(_answers[0], _answers[1]);
        await _desk.ConfirmAsync(pairing.PairId, _desk.Find(pairing.PairId)!.RequestHash!);
        await _desk.RequestAsync(pairing.PairId, request);
        Assert.Equal(_answers[2], _answers[3]);
        Assert.Equal(ConfirmResult.Confirmed, await _desk.ConfirmAsync(pairing.PairId, _desk.Find(pairing.PairId)!.RequestHash!));
        Assert.Single(_registry.Credentials);
    }

    [Fact]
    public async Task A_changed_request_voids_the_credential_and_needs_a_new_number_and_confirmation_and_the_fourth_one_fails()
    {
        (PairingSnapshot pairing, byte[] key) = await StartAsync();
        await LoginAsync(pairing.PairId, key);
        await _desk.RequestAsync(pairing.PairId, Request("S1").Payload);
        string first = _desk.Find(pairing.PairId)!.RequestHash!;
        await _desk.ConfirmAsync(pairing.PairId, first);
        string device = Assert.Single(_registry.Credentials).Key;

        await _desk.RequestAsync(pairing.PairId, Request("S2").Payload);
        PairingSnapshot changed = _desk.Find(pairing.PairId)!;
        Assert.Equal((PairingState.Contacted, null), (changed.State, changed.DeviceId));
        Assert.True(_registry.Revoked.ContainsKey(device));
        Assert.Equal([device], _ended);
        Assert.Equal(ConfirmResult.Changed, await _desk.ConfirmAsync(pairing.PairId, first));

        await _desk.RequestAsync(pairing.PairId, Request("S3").Payload);
        Assert.Equal(PairingState.Contacted, _desk.Find(pairing.PairId)!.State);
        await _desk.RequestAsync(pairing.PairId, Request("S4").Payload);
        Assert.Equal(PairingState.Failed, _desk.Find(pairing.PairId)!.State);
        Assert.Contains("refused", _answers[^1].Text, StringComparison.Ordinal);
        Assert.Equal(ConfirmResult.Over, await _desk.ConfirmAsync(pairing.PairId, first));
    }

    [Fact]
    public async Task Five_wrong_secrets_close_an_account_and_the_last_open_account_fails_the_pairing()
    {
        (PairingSnapshot pairing, byte[] key) = await StartAsync();
        Assert.True(TypedCode.TryParse(pairing.Code, out TypedCode? code));
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(PairLogin.Refused, await _desk.LoginAsync(code!.PairId, "guess"u8.ToArray(), new()));
        }
        Assert.Equal(PairLogin.Refused, await LoginAsync(code!.PairId, PairingCrypto.DeriveKey(code.PairId, code.Secret)));
        Assert.Equal(PairingState.Open, _desk.Find(pairing.PairId)!.State);
        for (int i = 0; i < 5; i++)
        {
            await _desk.LoginAsync(pairing.PairId, "guess"u8.ToArray(), new());
        }
        Assert.Equal(PairingState.Failed, _desk.Find(pairing.PairId)!.State);
        Assert.Equal(PairLogin.Refused, await LoginAsync(pairing.PairId, key));
    }

    [Fact]
    public async Task One_sensor_holds_an_account_until_it_is_gone_and_one_door_closes_the_other()
    {
        (PairingSnapshot pairing, byte[] key) = await StartAsync();
        object connection = new();
        Assert.Equal(PairLogin.Welcome, await LoginAsync(pairing.PairId, key, connection));
        Assert.Equal(PairLogin.Busy, await LoginAsync(pairing.PairId, key));
        await _desk.DisconnectedAsync(pairing.PairId, new object());
        Assert.Equal(PairLogin.Busy, await LoginAsync(pairing.PairId, key));
        await _desk.DisconnectedAsync(pairing.PairId, connection);
        Assert.Equal(PairLogin.Welcome, await LoginAsync(pairing.PairId, key));
        await _desk.RequestAsync(pairing.PairId, Request("S1").Payload);
        Assert.True(TypedCode.TryParse(pairing.Code, out TypedCode? code));
        Assert.Equal(PairLogin.Refused, await LoginAsync(code!.PairId, PairingCrypto.DeriveKey(code.PairId, code.Secret)));
    }

    [Fact]
    public async Task A_pairing_ends_after_ten_minutes_and_a_delivered_credential_after_two()
    {
        (PairingSnapshot idle, byte[] idleKey) = await StartAsync();
        (PairingSnapshot pairing, byte[] key) = await StartAsync();
        await LoginAsync(pairing.PairId, key);
        await _desk.RequestAsync(pairing.PairId, Request("S1").Payload);
        _clock.AdvanceMinutes(9);
        await _desk.ConfirmAsync(pairing.PairId, _desk.Find(pairing.PairId)!.RequestHash!);
        _clock.AdvanceSeconds(60);
        await _desk.SweepAsync();
        Assert.Equal(PairingState.Expired, _desk.Find(idle.PairId)!.State);
        Assert.Equal(PairLogin.Refused, await LoginAsync(idle.PairId, idleKey));
        Assert.Equal(PairingState.Delivered, _desk.Find(pairing.PairId)!.State);
        _clock.AdvanceSeconds(60);
        await _desk.SweepAsync();
        Assert.Equal(PairingState.Expired, _desk.Find(pairing.PairId)!.State);
        Assert.Single(_registry.Revoked);
        Assert.Single(_ended);
        _clock.AdvanceMinutes(11);
        await _desk.SweepAsync();
        Assert.Null(_desk.Find(pairing.PairId));
        Assert.Equal(ConfirmResult.NotFound, await _desk.ConfirmAsync(pairing.PairId, "x"));
    }

    [Fact]
    public async Task A_credential_confirmed_while_the_sensor_is_away_waits_for_its_return()
    {
        (PairingSnapshot pairing, byte[] key) = await StartAsync();
        object connection = new();
        await LoginAsync(pairing.PairId, key, connection);
        (byte[] request, _) = Request("S1");
        await _desk.RequestAsync(pairing.PairId, request);
        await _desk.DisconnectedAsync(pairing.PairId, connection);
        int before = _answers.Count;
        await _desk.ConfirmAsync(pairing.PairId, _desk.Find(pairing.PairId)!.RequestHash!);
        Assert.Equal((PairingState.Confirmed, before), (_desk.Find(pairing.PairId)!.State, _answers.Count));
        await LoginAsync(pairing.PairId, key);
        await _desk.RequestAsync(pairing.PairId, request);
        Assert.Equal(PairingState.Delivered, _desk.Find(pairing.PairId)!.State);
    }

    [Fact]
    public async Task A_user_has_three_pairings_open_and_a_refused_one_makes_room()
    {
        PairingSnapshot first = (await _desk.StartAsync(Order())).Pairing!;
        await _desk.StartAsync(Order());
        await _desk.StartAsync(Order());
        Assert.True((await _desk.StartAsync(Order())).TooMany);
        Assert.False((await _desk.StartAsync(Order("bob"))).TooMany);
        Assert.True(await _desk.RefuseAsync(first.PairId));
        Assert.False(await _desk.RefuseAsync(first.PairId));
        Assert.False((await _desk.StartAsync(Order())).TooMany);
    }

    [Fact]
    public async Task A_replaced_sensor_keeps_its_credential_until_the_new_one_is_active()
    {
        (PairingSnapshot pairing, byte[] key) = await StartAsync("aaaaaaaaaaaaaaaa");
        await LoginAsync(pairing.PairId, key);
        await _desk.RequestAsync(pairing.PairId, Request("S1").Payload);
        await _desk.ConfirmAsync(pairing.PairId, _desk.Find(pairing.PairId)!.RequestHash!);
        string device = _desk.Find(pairing.PairId)!.DeviceId!;
        await _desk.PublishedAsync(device, isInfo: true);
        Assert.Empty(_registry.Revoked);
        await _desk.PublishedAsync(device, isInfo: false);
        Assert.Equal("aaaaaaaaaaaaaaaa", Assert.Single(_registry.Revoked).Key);
        Assert.Equal(["aaaaaaaaaaaaaaaa"], _ended);
    }

    [Fact]
    public async Task Plain_text_off_loopback_is_refused_and_a_code_is_offered_only_where_no_pin_is_needed()
    {
        PairingEndpoint far = new() { Hosts = ["192.0.2.10"], Port = 1883 };
        await Assert.ThrowsAsync<ArgumentException>(async () => await _desk.StartAsync(Order() with { Endpoint = far }));
        PairingSnapshot pinned = (await _desk.StartAsync(Order() with { Endpoint = far with { Tls = true, Port = 8883, Pins = ["AQEBAQEBAQEBAQEBAQEBAQ"] } })).Pairing!;
        Assert.Null(pinned.Code);
        Assert.Contains("&t=1&", pinned.Qr, StringComparison.Ordinal);
        Assert.EndsWith("&f=AQEBAQEBAQEBAQEBAQEBAQ", pinned.Qr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_request_changes_nothing()
    {
        (PairingSnapshot pairing, byte[] key) = await StartAsync();
        await LoginAsync(pairing.PairId, key);
        foreach (string text in new[] { "", "{}", "[]", """{"v":2,"nonce":"AwgNEhccISYrMDU6P0RJTg=="}""", """{"v":1,"nonce":"AwgN"}""", new string('x', 5000) })
        {
            Assert.False(await _desk.RequestAsync(pairing.PairId, Encoding.UTF8.GetBytes(text)));
        }
        Assert.Equal([PairingState.Open], _states);
    }

    private static (byte[] Payload, byte[] Nonce) Request(string serial)
    {
        byte[] nonce = RandomNumberGenerator.GetBytes(16);
        return (PairingMessages.WriteRequest(new() { Hardware = "test", Serial = serial }, nonce), nonce);
    }

    private async Task<(PairingSnapshot Pairing, byte[] Key)> StartAsync(string? replaces = null)
    {
        PairingSnapshot pairing = (await _desk.StartAsync(Order(replaces: replaces))).Pairing!;
        PairingInvitation invitation = PairingInvitation.Parse(pairing.Qr, out _)!;
        return (pairing, PairingCrypto.DeriveKey(invitation.PairId, invitation.Secret.Span));
    }

    private ValueTask<PairLogin> LoginAsync(string account, byte[] key, object? connection = null) =>
        _desk.LoginAsync(account, Encoding.ASCII.GetBytes(PairingCrypto.MqttPassword(key)), connection ?? new());
}
