using System.Collections.Concurrent;
using System.Security.Cryptography;
using NodaTime;
using RlsMotion.Ingest.Wire;

namespace RlsMotion.Ingest.Pairing;

/// <summary>The server's side of sealed pairing: from a QR on a page to a sensor that is active.</summary>
/// <remarks>
/// Pairings live in memory only: a restart ends open ones, and the store revokes credentials that were never activated. Calls are
/// taken one at a time. Events are raised inside a call: handlers must not wait for the desk.
/// </remarks>
public sealed class PairingDesk : IDisposable
{
    /// <summary>Time in which the last answer leaves before an account is closed.</summary>
    private static readonly Duration AnswerTime = Duration.FromSeconds(5);

    /// <summary>Time for which a finished pairing can still be looked at.</summary>
    private static readonly Duration Memory = Duration.FromMinutes(10);

    private readonly ICredentialStore _store;
    private readonly IClock _clock;
    private readonly PairingOptions _options;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, PairingRecord> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PairingRecord> _byAccount = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PairingSnapshot> _snapshots = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PairingRecord> _awaited = new(StringComparer.Ordinal);

    /// <summary>A desk without pairings.</summary>
    public PairingDesk(ICredentialStore store, IClock clock, PairingOptions? options = null) => (_store, _clock, _options) = (store, clock, options ?? new());

    /// <summary>A pairing changed.</summary>
    public event Action<PairingSnapshot>? Changed;

    /// <summary>An answer is to be published to an account's sensor, if it is connected.</summary>
    public event Action<PairingAnswer>? AnswerReady;

    /// <summary>An account of a pairing is over: kick its sensor and remove its session.</summary>
    public event Action<string>? AccountClosed;

    /// <summary>A device's credential was revoked: kick it, remove its session and its retained topics.</summary>
    public event Action<string>? CredentialEnded;

    /// <summary>Starts a pairing.</summary>
    /// <exception cref="ArgumentException">The endpoint has no host, or plain text off loopback.</exception>
    public async ValueTask<PairingStart> StartAsync(PairingOrder order, CancellationToken cancellationToken = default)
    {
        if (order.Endpoint.Hosts.Count == 0 || (order.Endpoint.Tls && order.Endpoint.Pins.Count == 0))
        {
            throw new ArgumentException("A pairing needs a host, and with TLS the pin of the key.", nameof(order));
        }
        if (!order.Endpoint.Tls && !order.Endpoint.Hosts.All(IsLoopback))
        {
            throw new ArgumentException($"Without TLS a sensor may pair on loopback only, not at {string.Join(", ", order.Endpoint.Hosts)}: open the broker to the network with TLS first.", nameof(order));
        }
        using IDisposable turn = await TurnAsync(cancellationToken);
        if (_records.Values.Count(record => record.Snapshot.Order.User == order.User && !record.Snapshot.IsFinal) >= _options.OpenPerUser)
        {
            return new(null);
        }
        byte[] secret = RandomNumberGenerator.GetBytes(PairingCrypto.SecretLength);
        var accounts = new List<PairingAccount> { new(DeviceSecrets.NewPairId(), secret) };
        TypedCode? code = order.Endpoint.IsTrustedWithoutPin ? NewCode() : null;
        if (code is not null)
        {
            accounts.Add(new(code.PairId, code.Secret));
        }
        var invitation = new PairingInvitation
        {
            Host = order.Endpoint.Hosts[0],
            Port = order.Endpoint.Port,
            Tls = order.Endpoint.Tls,
            PairId = accounts[0].PairId,
            Secret = secret,
            Pin = order.Endpoint.Tls ? order.Endpoint.Pins[0] : null,
        };
        var record = new PairingRecord
        {
            Accounts = accounts,
            Snapshot = new()
            {
                PairId = accounts[0].PairId,
                Order = order,
                State = PairingState.Open,
                Qr = invitation.ToString(),
                Code = code?.ToString(),
                ExpiresAt = _clock.GetCurrentInstant() + _options.Lifetime,
            },
        };
        _records.Add(record.Snapshot.PairId, record);
        foreach (PairingAccount account in accounts)
        {
            _byAccount.Add(account.PairId, record);
        }
        Publish(record, record.Snapshot);
        return new(record.Snapshot);
    }

    /// <summary>A pairing as it stands; null if there is none, or its end is long ago.</summary>
    public PairingSnapshot? Find(string pairId) => _snapshots.GetValueOrDefault(pairId);

    /// <summary>All pairings that can still be looked at.</summary>
    public IReadOnlyCollection<PairingSnapshot> All => [.. _snapshots.Values];

    /// <summary>The person confirms the request that the page showed.</summary>
    /// <param name="pairId">Id of the pairing.</param>
    /// <param name="requestHash"><see cref="PairingSnapshot.RequestHash"/> as it was shown.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<ConfirmResult> ConfirmAsync(string pairId, string requestHash, CancellationToken cancellationToken = default)
    {
        using IDisposable turn = await TurnAsync(cancellationToken);
        await ExpireAsync(cancellationToken);
        if (!_records.TryGetValue(pairId, out PairingRecord? record))
        {
            return ConfirmResult.NotFound;
        }
        if (record.Snapshot.IsFinal)
        {
            return ConfirmResult.Over;
        }
        if (record.Exchange is not { } exchange || !string.Equals(record.Snapshot.RequestHash, requestHash, StringComparison.Ordinal))
        {
            return ConfirmResult.Changed;
        }
        if (exchange.Sealed is null)
        {
            await IssueAsync(record, exchange, cancellationToken);
            if (exchange.Account.Connection is not null)
            {
                Deliver(record, exchange);
            }
        }
        return ConfirmResult.Confirmed;
    }

    /// <summary>The person refuses, or gives up. False if there is no such pairing or it is over.</summary>
    public async ValueTask<bool> RefuseAsync(string pairId, CancellationToken cancellationToken = default)
    {
        using IDisposable turn = await TurnAsync(cancellationToken);
        if (!_records.TryGetValue(pairId, out PairingRecord? record) || record.Snapshot.IsFinal)
        {
            return false;
        }
        await EndAsync(record, PairingState.Refused, "You refused this sensor.", cancellationToken);
        return true;
    }

    /// <summary>Makes a credential by hand, to be shown once.</summary>
    public async ValueTask<ByHandCredential> IssueByHandAsync(PairingOrder order, CancellationToken cancellationToken = default)
    {
        Instant now = _clock.GetCurrentInstant();
        var credential = new NewCredential
        {
            DeviceId = DeviceSecrets.NewDeviceId(),
            Password = DeviceSecrets.NewPassword(),
            Order = order,
            ByHand = true,
            CreatedAt = now,
            RevokeUnlessUsedBy = now + _options.UnusedByHand,
        };
        await _store.AddAsync(credential, cancellationToken);
        return new(credential.DeviceId, credential.Password, Topics.Acceleration(credential.DeviceId), order.Endpoint);
    }

    /// <summary>A sensor logs in to a pairing account. One that is welcome holds the account until <see cref="DisconnectedAsync"/>.</summary>
    /// <param name="account">Pairing id, without <c>pair-</c>.</param>
    /// <param name="password">As it came.</param>
    /// <param name="connection">Names the connection in <see cref="DisconnectedAsync"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<PairLogin> LoginAsync(string account, ReadOnlyMemory<byte> password, object connection, CancellationToken cancellationToken = default)
    {
        using IDisposable turn = await TurnAsync(cancellationToken);
        await ExpireAsync(cancellationToken);
        if (Account(account) is not { Record.Snapshot.IsFinal: false, Account.IsClosed: false } found)
        {
            return PairLogin.Refused;
        }
        if (!found.Account.Accepts(password.Span))
        {
            found.Account.FailedLogins++;
            if (found.Account.FailedLogins >= _options.FailedLogins)
            {
                Close(found.Account);
                if (found.Record.Accounts.All(other => other.IsClosed))
                {
                    await EndAsync(found.Record, PairingState.Failed, $"{_options.FailedLogins} logins with a wrong secret: start again with a new code.", cancellationToken);
                }
            }
            return PairLogin.Refused;
        }
        if (found.Account.Connection is not null)
        {
            return PairLogin.Busy;
        }
        found.Account.Connection = connection;
        return PairLogin.Welcome;
    }

    /// <summary>The connection that held a pairing account is gone.</summary>
    public async ValueTask DisconnectedAsync(string account, object connection, CancellationToken cancellationToken = default)
    {
        using IDisposable turn = await TurnAsync(cancellationToken);
        if (Account(account) is { } found && ReferenceEquals(found.Account.Connection, connection))
        {
            found.Account.Connection = null;
        }
    }

    /// <summary>A sensor published its request. Answers come by <see cref="AnswerReady"/>. False if the request is none.</summary>
    public async ValueTask<bool> RequestAsync(string account, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken = default)
    {
        using IDisposable turn = await TurnAsync(cancellationToken);
        await ExpireAsync(cancellationToken);
        if (Account(account) is not { } found)
        {
            Answer(account, PairingMessages.WriteError("expired"));
            return true;
        }
        (PairingRecord record, PairingAccount by) = found;
        if (record.Snapshot.IsFinal || by.IsClosed)
        {
            Answer(account, PairingMessages.WriteError(ErrorOf(record.Snapshot.State)));
            return true;
        }
        if (!PairingMessages.TryReadRequest(payload, out DeviceClaims claims, out byte[] nonce))
        {
            return false;
        }
        if (record.Exchange is { } current && current.Account == by && current.Request.AsSpan().SequenceEqual(payload.Span))
        {
            Repeat(record, current);
            return true;
        }
        await TakeRequestAsync(record, by, payload.ToArray(), claims, nonce, cancellationToken);
        return true;
    }

    /// <summary>A device published its <c>info</c> or <c>state</c>: when both of a new device are there, its pairing is active.</summary>
    public async ValueTask PublishedAsync(string deviceId, bool isInfo, CancellationToken cancellationToken = default)
    {
        if (!_awaited.ContainsKey(deviceId))
        {
            return;
        }
        using IDisposable turn = await TurnAsync(cancellationToken);
        await ExpireAsync(cancellationToken);
        if (!_awaited.TryGetValue(deviceId, out PairingRecord? record))
        {
            return;
        }
        record.HasInfo |= isInfo;
        record.HasState |= !isInfo;
        if (record is { HasInfo: true, HasState: true })
        {
            await ActivateAsync(record, deviceId, cancellationToken);
        }
    }

    /// <summary>Ends what has run out. The broker calls it every second; every other call does it too.</summary>
    public async ValueTask SweepAsync(CancellationToken cancellationToken = default)
    {
        using IDisposable turn = await TurnAsync(cancellationToken);
        await ExpireAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private static bool IsLoopback(string host) =>
        host == "localhost" || (System.Net.IPAddress.TryParse(host, out System.Net.IPAddress? address) && System.Net.IPAddress.IsLoopback(address));

    private static string PrefixOf(string deviceId) => $"rls/v1/d/{deviceId}";

    private static string ErrorOf(PairingState state) => state switch
    {
        PairingState.Active => "used",
        PairingState.Expired => "expired",
        _ => "refused",
    };

    private TypedCode NewCode()
    {
        TypedCode code;
        do
        {
            code = TypedCode.New();
        }
        while (_byAccount.ContainsKey(code.PairId)); // four letters: unique while open
        return code;
    }

    private (PairingRecord Record, PairingAccount Account)? Account(string account) =>
        _byAccount.TryGetValue(account, out PairingRecord? record) ? (record, record.Accounts.Single(one => one.PairId == account)) : null;

    private async ValueTask TakeRequestAsync(
        PairingRecord record, PairingAccount by, byte[] request, DeviceClaims claims, byte[] nonce, CancellationToken cancellationToken)
    {
        string hash = PairingCrypto.RequestHash(request);
        await VoidAsync(record, "Another request came for this pairing.", cancellationToken);
        if (record.Requests.Add(hash) && record.Requests.Count > _options.DistinctRequests)
        {
            await EndAsync(record, PairingState.Failed, "Too many different sensors answered this code: start again with a new one.", cancellationToken);
            return;
        }
        foreach (PairingAccount other in record.Accounts.Where(one => one != by))
        {
            Close(other); // the sensor came by one door: the other is not needed
        }
        byte[] serverNonce = RandomNumberGenerator.GetBytes(PairingCrypto.NonceLength);
        record.Exchange = new()
        {
            Account = by,
            Request = request,
            DeviceNonce = nonce,
            ServerNonce = serverNonce,
            Ask = PairingMessages.WriteAsk(serverNonce),
        };
        Publish(record, record.Snapshot with
        {
            State = PairingState.Contacted,
            Number = PairingCrypto.Number(by.Key, nonce, serverNonce, request),
            RequestHash = hash,
            Claims = claims,
            DeviceId = null,
        });
        Answer(by.PairId, record.Exchange.Ask);
        if (_options.ConfirmsByItself)
        {
            await IssueAsync(record, record.Exchange, cancellationToken);
            Deliver(record, record.Exchange);
        }
    }

    private void Repeat(PairingRecord record, PairingExchange exchange)
    {
        if (exchange.Sealed is null)
        {
            Answer(exchange.Account.PairId, exchange.Ask);
        }
        else
        {
            Deliver(record, exchange);
        }
    }

    private async ValueTask IssueAsync(PairingRecord record, PairingExchange exchange, CancellationToken cancellationToken)
    {
        PairingOrder order = record.Snapshot.Order;
        Instant now = _clock.GetCurrentInstant();
        var credential = new NewCredential
        {
            DeviceId = DeviceSecrets.NewDeviceId(),
            Password = DeviceSecrets.NewPassword(),
            Order = order,
            Claims = record.Snapshot.Claims,
            CreatedAt = now,
            RevokeUnlessUsedBy = record.Snapshot.ExpiresAt + _options.ActivationTime,
        };
        await _store.AddAsync(credential, cancellationToken);
        byte[] offer = PairingMessages.WriteOffer(new()
        {
            DeviceId = credential.DeviceId,
            Password = credential.Password,
            Hosts = order.Endpoint.Hosts,
            Port = order.Endpoint.Port,
            Pins = order.Endpoint.Pins,
            Prefix = PrefixOf(credential.DeviceId),
            RateHz = order.RateHz,
            RangeG = order.RangeG,
            ServerTimeMicroseconds = now.ToUnixTimeTicks() / 10,
        });
        byte[] sealKey = PairingCrypto.SealKey(exchange.Account.Key, exchange.DeviceNonce, exchange.ServerNonce, exchange.Request);
        exchange.Sealed = PairingMessages.WriteSealed(PairingCrypto.Seal(sealKey, exchange.Account.PairId, offer));
        (record.HasInfo, record.HasState) = (false, false);
        _awaited[credential.DeviceId] = record;
        Publish(record, record.Snapshot with { State = PairingState.Confirmed, DeviceId = credential.DeviceId });
    }

    private void Deliver(PairingRecord record, PairingExchange exchange)
    {
        record.ActivateBy ??= _clock.GetCurrentInstant() + _options.ActivationTime;
        if (record.Snapshot.State == PairingState.Confirmed)
        {
            Publish(record, record.Snapshot with { State = PairingState.Delivered });
        }
        Answer(exchange.Account.PairId, exchange.Sealed!);
    }

    private async ValueTask ActivateAsync(PairingRecord record, string deviceId, CancellationToken cancellationToken)
    {
        await _store.ActivateAsync(deviceId, cancellationToken);
        _awaited.TryRemove(deviceId, out _);
        Publish(record, record.Snapshot with { State = PairingState.Active });
        Finish(record, _clock.GetCurrentInstant());
        foreach (PairingAccount account in record.Accounts)
        {
            Close(account);
        }
        if (record.Snapshot.Order.Replaces is { } replaced)
        {
            await _store.RevokeAsync(replaced, $"Replaced by {deviceId}.", cancellationToken);
            CredentialEnded?.Invoke(replaced);
        }
    }

    /// <summary>Takes back a credential that was issued for the current request, if there is one.</summary>
    private async ValueTask VoidAsync(PairingRecord record, string reason, CancellationToken cancellationToken)
    {
        record.ActivateBy = null;
        if (record.Snapshot.DeviceId is { } deviceId && _awaited.TryRemove(deviceId, out _))
        {
            await _store.RevokeAsync(deviceId, reason, cancellationToken);
            CredentialEnded?.Invoke(deviceId);
        }
    }

    private async ValueTask EndAsync(PairingRecord record, PairingState state, string ending, CancellationToken cancellationToken)
    {
        await VoidAsync(record, ending, cancellationToken);
        Publish(record, record.Snapshot with { State = state, Ending = ending, DeviceId = null });
        Instant now = _clock.GetCurrentInstant();
        Finish(record, now);
        record.CloseAccountsAt = now + AnswerTime;
        foreach (PairingAccount account in record.Accounts.Where(one => !one.IsClosed))
        {
            Answer(account.PairId, PairingMessages.WriteError(ErrorOf(state)));
        }
    }

    private static void Finish(PairingRecord record, Instant now)
    {
        record.Exchange = null;
        record.ForgetAt = now + Memory;
    }

    private void Close(PairingAccount account)
    {
        if (!account.IsClosed)
        {
            account.IsClosed = true;
            AccountClosed?.Invoke(account.PairId);
        }
    }

    private async ValueTask ExpireAsync(CancellationToken cancellationToken)
    {
        Instant now = _clock.GetCurrentInstant();
        foreach (PairingRecord record in _records.Values.ToArray())
        {
            if (record.ActivateBy is { } activateBy && now >= activateBy && record.Snapshot.State == PairingState.Delivered)
            {
                await EndAsync(record, PairingState.Expired, "The sensor fetched its credential but did not come back with it in time.", cancellationToken);
            }
            else if (now >= record.Snapshot.ExpiresAt && !record.Snapshot.IsFinal && record.Snapshot.State != PairingState.Delivered)
            {
                await EndAsync(record, PairingState.Expired, "Nobody finished this pairing in time: start again.", cancellationToken);
            }
            if (now >= record.CloseAccountsAt)
            {
                record.Accounts.ForEach(Close);
                record.CloseAccountsAt = null;
            }
            if (now >= record.ForgetAt)
            {
                _records.Remove(record.Snapshot.PairId);
                _snapshots.TryRemove(record.Snapshot.PairId, out _);
                record.Accounts.ForEach(account => _byAccount.Remove(account.PairId));
            }
        }
    }

    private void Publish(PairingRecord record, PairingSnapshot snapshot)
    {
        record.Snapshot = snapshot;
        _snapshots[snapshot.PairId] = snapshot;
        Changed?.Invoke(snapshot);
    }

    private void Answer(string account, byte[] payload) => AnswerReady?.Invoke(new(account, payload));

    private async ValueTask<IDisposable> TurnAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        return new Turn(_gate);
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
