using System.Globalization;
using NodaTime;
using RlsMotion.Analysis.Nights;
using RlsMotion.Storage.Nights;

namespace RlsMotion.Storage.Influx;

/// <summary>Nights in InfluxDB, complete: what is loaded equals what was saved.</summary>
/// <remarks>
/// A night has two slots. A save fills the one that is not current and then writes the night's own point, which names slot and run: readers see
/// the old night until then and the new one after, whatever interrupts the save. Points that are no longer current get <c>live=false</c>, so
/// that dashboards can leave them out; nothing is deleted. (Only 1.x can delete by InfluxQL, and 1.6 loses a series that was emptied and written
/// again as soon as another of its measurement is emptied: measured.) Saves through one object follow each other; two processes must not save to one database.
/// </remarks>
public sealed class InfluxNightStore(InfluxClient client) : INightStore, IDisposable
{
    /// <summary>How often a load starts anew because a save came between its two questions.</summary>
    private const int LoadAttempts = 3;

    private readonly SemaphoreSlim _saving = new(1, 1);
    private bool _isReady;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The night holds something that InfluxDB has no form for.</exception>
    /// <exception cref="InfluxException">The server cannot be used, or refused lines; the night is as it was before.</exception>
    public async Task SaveAsync(NightRecord night, CancellationToken cancellationToken)
    {
        await _saving.WaitAsync(cancellationToken);
        try
        {
            await PrepareAsync(cancellationToken);
            IReadOnlyList<InfluxRow> heads = await HeadsAsync(night.Key.Subject, NightText.Date(night.Key.Date), cancellationToken);
            long revision = heads.Count == 0 ? 0 : heads.Max(head => head.Long("revision")) + 1;
            string slot = NightPoints.Slot(night.Key.Date, revision);
            (IReadOnlyList<string> lines, string run) = NightPoints.Of(night, slot);
            string head = NightPoints.Head(night, slot, run, revision, lines.Count);
            await WriteAsync(lines, cancellationToken);
            await WriteAsync([head], cancellationToken);
            await RetireAsync(night.Key, heads, run, cancellationToken);
        }
        finally
        {
            _saving.Release();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InfluxException">The server cannot be used.</exception>
    /// <exception cref="StorageException">The night is damaged, or was written by a newer program.</exception>
    public async Task<NightRecord?> LoadAsync(string subject, LocalDate date, CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        for (int attempt = 1; ; attempt++)
        {
            if ((await HeadsAsync(subject, NightText.Date(date), cancellationToken)).MaxBy(row => row.Long("revision")) is not { } head)
            {
                return null;
            }
            IReadOnlyList<IReadOnlyList<InfluxRow>> parts = await PartsAsync(subject, head, cancellationToken);
            int found = parts.Sum(rows => rows.Count);
            if (found == head.Int("points"))
            {
                return NightPointReader.Whole(head, parts);
            }
            if (attempt == LoadAttempts)
            {
                throw new StorageException($"The night of {NightText.Date(date)} in InfluxDB has {found} of its {head.Int("points")} points; something removed the others. Copy it again from the embedded store.");
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InfluxException">The server cannot be used.</exception>
    public async Task<IReadOnlyList<NightListing>> ListAsync(string subject, CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        IReadOnlyList<InfluxRow> heads = await HeadsAsync(subject, null, cancellationToken);
        return
        [
            .. heads.GroupBy(head => head.String("night")).Select(versions => NightPointReader.Head(versions.MaxBy(head => head.Long("revision"))!))
                .OrderByDescending(night => night.Key.Date).Select(night => new NightListing(night.Key.Date, night.Summary, night.Algorithm, night.IsFinal)),
        ];
    }

    /// <inheritdoc/>
    public void Dispose() => _saving.Dispose();

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        if (_isReady)
        {
            return;
        }
        await _saving.WaitAsync(cancellationToken);
        try
        {
            await PrepareAsync(cancellationToken);
        }
        finally
        {
            _saving.Release();
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_isReady)
        {
            return;
        }
        await client.EnsureDatabaseAsync(cancellationToken);
        _isReady = true;
    }

    private async Task<IReadOnlyList<InfluxRow>> HeadsAsync(string subject, string? night, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, object> { ["subject"] = subject };
        string only = "";
        if (night is not null)
        {
            values["night"] = night;
            only = " AND night = $night";
        }
        return (await client.QueryAsync($"SELECT * FROM {NightPoints.Night} WHERE subject = $subject{only}", values, cancellationToken))[0];
    }

    private Task<IReadOnlyList<IReadOnlyList<InfluxRow>>> PartsAsync(string subject, InfluxRow head, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, object> { ["subject"] = subject, ["slot"] = head.String("current"), ["run"] = head.String("run") };
        string query = string.Join("; ", NightPoints.Parts.Select(part => $"SELECT * FROM {part} WHERE subject = $subject AND slot = $slot AND run = $run AND {During(head.Time)}"));
        return client.QueryAsync(query, values, cancellationToken);
    }

    // Both slots are searched, so that what an interrupted save left is retired too.
    private async Task RetireAsync(NightKey key, IReadOnlyList<InfluxRow> oldHeads, string run, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, object> { ["subject"] = key.Subject, ["a"] = NightPoints.Slot(key.Date, 0), ["b"] = NightPoints.Slot(key.Date, 1), ["run"] = run };
        IReadOnlyList<Instant> noons = [.. oldHeads.Select(old => old.Time).Append(key.Start).Distinct()];
        string query = string.Join("; ", from noon in noons
                                         from part in NightPoints.Parts
                                         select
            $"SELECT live, slot, leg, reason FROM {part} WHERE subject = $subject AND (slot = $a OR slot = $b) AND run <> $run AND live = true AND {During(noon)}");
        IReadOnlyList<IReadOnlyList<InfluxRow>> stale = await client.QueryAsync(query, values, cancellationToken);
        IEnumerable<string> retired = stale.SelectMany((rows, n) => rows.Select(row => NightPoints.Retired(NightPoints.Parts[n % NightPoints.Parts.Count], key.Subject, row)));
        IEnumerable<string> retiredHeads = oldHeads.Where(old => old.Time != key.Start).Select(old => NightPoints.Retired(NightPoints.Night, key.Subject, old));
        await WriteAsync([.. retired, .. retiredHeads], cancellationToken);
    }

    private async Task WriteAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        IReadOnlyList<RejectedLine> rejected = await client.WriteAsync(lines, cancellationToken);
        if (rejected.Count > 0)
        {
            throw new InfluxException($"InfluxDB refused {rejected.Count} of {lines.Count} lines of a night; the first: {rejected[0].Reason} in {rejected[0].Line}")
            {
                IsRefusal = true,
                Rejected = rejected,
            };
        }
    }

    private static string During(Instant noon)
    {
        (Instant from, Instant to) = NightPoints.Span(noon);
        return string.Create(CultureInfo.InvariantCulture, $"time >= {from.ToUnixTimeMilliseconds()}ms AND time < {to.ToUnixTimeMilliseconds()}ms");
    }
}
