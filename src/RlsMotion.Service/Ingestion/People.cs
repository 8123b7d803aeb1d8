using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using NodaTime;
using RlsMotion.Analysis.People;
using RlsMotion.Ingest.Broker;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Storage.People;

namespace RlsMotion.Service.Ingestion;

/// <summary>The registry as broker and pairing desk need it: who may log in, whose sensor it is, what it said of itself.</summary>
/// <remarks>Looking up a sensor happens for every packet, so what does not change by itself is remembered until somebody changes it.</remarks>
public sealed class People(Registry registry, IClock clock) : IDeviceDirectory, ICredentialStore
{
    private const string MadeByHand = "by hand";
    private const string MadeByPairing = "pairing";

    private readonly ConcurrentDictionary<string, KnownSensor> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, uint> _boots = new(StringComparer.Ordinal);

    /// <summary>All people.</summary>
    public Task<IReadOnlyList<Subject>> SubjectsAsync(CancellationToken cancellationToken) => registry.SubjectsAsync(cancellationToken);

    /// <summary>All sensors, revoked ones too.</summary>
    public Task<IReadOnlyList<Sensor>> SensorsAsync(CancellationToken cancellationToken) => registry.SensorsAsync(null, cancellationToken);

    /// <summary>Adds a person under the next free pseudonym.</summary>
    /// <returns>The pseudonym: "person-1", "person-2", …</returns>
    public async Task<string> AddSubjectAsync(string name, DateTimeZone zone, CancellationToken cancellationToken)
    {
        HashSet<string> taken = [.. (await registry.SubjectsAsync(cancellationToken)).Select(subject => subject.Id)];
        string id = Enumerable.Range(1, taken.Count + 1).Select(n => string.Create(CultureInfo.InvariantCulture, $"person-{n}")).First(free => !taken.Contains(free));
        await registry.SaveSubjectAsync(new Subject(id, name.Trim() is { Length: > 0 } given ? given : id, zone), "owner", cancellationToken);
        return id;
    }

    /// <summary>A sensor that may send, with its person; null if there is none.</summary>
    public async ValueTask<KnownSensor?> FindSensorAsync(string id, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(id, out KnownSensor? known))
        {
            return known;
        }
        if (await registry.FindSensorAsync(id, cancellationToken) is not { RevokedAt: null } sensor
            || await registry.FindSubjectAsync(sensor.Subject, cancellationToken) is not { } subject)
        {
            return null;
        }
        IReadOnlyList<DeviceCredential> credentials = await registry.Credentials.ListAsync(id, cancellationToken);
        return _known[id] = new(sensor, subject, credentials.Any(credential => credential.CreatedBy == MadeByHand));
    }

    /// <inheritdoc/>
    public async ValueTask<DeviceAccount?> FindAsync(DeviceLogin login, CancellationToken cancellationToken)
    {
        CredentialVerdict verdict = await registry.Credentials.VerifyAsync(login.DeviceId, login.Password, login.Address, cancellationToken);
        return verdict == CredentialVerdict.Accepted && await FindSensorAsync(login.DeviceId, cancellationToken) is { } known ? new(login.DeviceId, known.ByHand) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> IsDeviceAsync(string deviceId, CancellationToken cancellationToken) =>
        _known.ContainsKey(deviceId) || await registry.FindSensorAsync(deviceId, cancellationToken) is not null;

    /// <inheritdoc/>
    public async ValueTask AddAsync(NewCredential credential, CancellationToken cancellationToken)
    {
        string actor = credential.ByHand ? MadeByHand : MadeByPairing;
        var sensor = new Sensor
        {
            Id = credential.DeviceId,
            Subject = credential.Order.Subject,
            Leg = credential.Order.Leg,
            Name = credential.Order.Name,
            Site = credential.Claims?.Site ?? "ankle",
            Hardware = credential.Claims?.Hardware ?? "",
            Serial = credential.Claims?.Serial ?? "",
            PairedAt = credential.CreatedAt,
        };
        await registry.PairAsync(sensor, actor, credential.Order.Replaces, cancellationToken);
        await registry.Credentials.AddAsync(credential.DeviceId, credential.Password, notAfter: null, actor, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ActivateAsync(string deviceId, CancellationToken cancellationToken)
    {
        if (await registry.ActivateAsync(deviceId, deviceId, cancellationToken) is { } replaced)
        {
            _known.TryRemove(replaced, out _);
        }
    }

    /// <inheritdoc/>
    public async ValueTask RevokeAsync(string deviceId, string reason, CancellationToken cancellationToken)
    {
        _known.TryRemove(deviceId, out _);
        if (await registry.FindSensorAsync(deviceId, cancellationToken) is not null)
        {
            await registry.RevokeAsync(deviceId, reason, cancellationToken);
        }
        _known.TryRemove(deviceId, out _); // a message that was being looked at meanwhile may have brought it back
    }

    /// <summary>Notes that a sensor was heard.</summary>
    public void Heard(string sensor, Instant at, int? batteryPercent) => registry.Statuses.Heard(sensor, at, batteryPercent);

    /// <summary>Keeps a sensor's <c>info</c> or <c>state</c>. A will of an earlier boot, delivered late, is left aside.</summary>
    public async ValueTask<MessageVerdict> SaidAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Payload.IsEmpty)
        {
            return MessageVerdict.Stored; // a retained topic that was cleared
        }
        string text = Encoding.UTF8.GetString(message.Payload.Span);
        if (message.Kind == InboundKind.Info)
        {
            if (SensorInfo.Read(message.Payload) is null)
            {
                return MessageVerdict.Malformed("info");
            }
            await registry.Statuses.KeepInfoAsync(message.DeviceId, text, message.Received, cancellationToken);
            return MessageVerdict.Stored;
        }
        if (SensorState.Read(message.Payload) is not { } state)
        {
            return MessageVerdict.Malformed("state");
        }
        if (state.Status == SensorState.Offline && _boots.TryGetValue(message.DeviceId, out uint boot) && boot != state.Boot)
        {
            return MessageVerdict.Stored;
        }
        _boots[message.DeviceId] = state.Boot;
        await registry.Statuses.KeepStateAsync(message.DeviceId, text, message.Received, cancellationToken);
        if (state.Status != SensorState.Offline)
        {
            registry.Statuses.Heard(message.DeviceId, message.Received, state.BatteryPercent);
        }
        return MessageVerdict.Stored;
    }

    /// <summary>Revokes credentials that were made and never used: pairings that a restart cut short, and by-hand ones after a day.</summary>
    public async Task RevokeUnusedAsync(PairingOptions options, CancellationToken cancellationToken)
    {
        Instant now = clock.GetCurrentInstant();
        foreach (Sensor sensor in await registry.SensorsAsync(null, cancellationToken))
        {
            if (sensor.RevokedAt is null)
            {
                IReadOnlyList<DeviceCredential> credentials = await registry.Credentials.ListAsync(sensor.Id, cancellationToken);
                bool byHand = credentials.Any(credential => credential.CreatedBy == MadeByHand);
                Duration allowed = byHand ? options.UnusedByHand : options.ActivationTime;
                if (credentials.Count > 0 && credentials.All(credential => credential.LastUsed is null) && sensor.PairedAt + allowed < now)
                {
                    await RevokeAsync(sensor.Id, "never used", cancellationToken);
                }
            }
        }
    }
}
