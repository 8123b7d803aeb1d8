using System.Globalization;
using System.Net;
using System.Text.Json;

namespace RlsMotion.Storage.Influx;

/// <summary>InfluxDB by the parts of its HTTP API that versions 1.6 to 3 share: <c>/ping</c>, <c>/write</c>, and InfluxQL by <c>/query</c>.</summary>
/// <remarks>Everything sent is idempotent, so a request whose answer was lost is sent again. Safe for use from several threads.</remarks>
public sealed class InfluxClient
{
    private readonly InfluxOptions _options;
    private readonly InfluxRequests _requests;

    /// <summary>Builds a client.</summary>
    /// <param name="http">Sends the requests; its own timeout should be longer than that of the options.</param>
    /// <param name="options">Which server; validated here.</param>
    /// <param name="time">Measures pauses; null for the system's.</param>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is out of its bounds, or contradicts another.</exception>
    public InfluxClient(HttpClient http, InfluxOptions options, TimeProvider? time = null)
    {
        System.ComponentModel.DataAnnotations.Validator.ValidateObject(options, new(options), validateAllProperties: true);
        (_options, _requests) = (options, new InfluxRequests(http, options, time ?? TimeProvider.System));
    }

    /// <summary>The server's version, such as "1.6.7~rc0".</summary>
    /// <exception cref="InfluxException">It does not answer, or it is not InfluxDB.</exception>
    public async Task<string> PingAsync(CancellationToken cancellationToken)
    {
        InfluxResponse response = await _requests.SendAsync(HttpMethod.Get, "ping", null, cancellationToken);
        Check(response);
        return response.Version ?? throw new InfluxException($"{_options.Url} answers, but not as InfluxDB does; check the address.");
    }

    /// <summary>Makes the database if it is not there.</summary>
    /// <exception cref="InfluxException">It is not there and the user may not make it, or the server cannot be used.</exception>
    public async Task EnsureDatabaseAsync(CancellationToken cancellationToken)
    {
        InfluxResponse probe = await PostQueryAsync("SELECT * FROM rls_night LIMIT 1", null, cancellationToken); // SHOW finds nothing in a missing database, without an error
        if (!IsDatabaseMissing(probe))
        {
            Check(probe);
            return;
        }
        string name = _options.Database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        InfluxResponse made = await PostQueryAsync($"CREATE DATABASE \"{name}\"", null, cancellationToken);
        if (made.Status == HttpStatusCode.Forbidden || made.Error is { } error && error.Contains("privilege", StringComparison.OrdinalIgnoreCase))
        {
            throw new InfluxException($"InfluxDB at {_options.Url} has no database \"{_options.Database}\", and the user may not make it ({made.Error}). Make it, and give the user read and write rights.");
        }
        Check(made);
    }

    /// <summary>Writes lines in batches. Lines that the server refuses are set apart; all others are kept.</summary>
    /// <param name="lines">Line protocol, times in milliseconds, without line breaks at the ends.</param>
    /// <param name="cancellationToken">Ends the write; what was sent stays.</param>
    /// <returns>The refused lines; empty if all were kept.</returns>
    /// <exception cref="InfluxException">The server cannot be reached, or refuses the user or the database.</exception>
    public async Task<IReadOnlyList<RejectedLine>> WriteAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        var rejected = new List<RejectedLine>();
        for (int start = 0; start < lines.Count;)
        {
            int count = BatchLength(lines, start);
            await WriteBatchAsync([.. lines.Skip(start).Take(count)], rejected, cancellationToken);
            start += count;
        }
        return rejected;
    }

    /// <summary>Asks, with values bound to $names; each statement's rows come in their order.</summary>
    internal async Task<IReadOnlyList<IReadOnlyList<InfluxRow>>> QueryAsync(string query, IReadOnlyDictionary<string, object> values, CancellationToken cancellationToken)
    {
        InfluxResponse response = await PostQueryAsync(query, values, cancellationToken);
        Check(response);
        var results = new List<IReadOnlyList<InfluxRow>>();
        foreach (JsonElement result in response.Json!.Value.GetProperty("results").EnumerateArray())
        {
            results.Add(Rows(result));
        }
        return results;
    }

    private static List<InfluxRow> Rows(JsonElement result)
    {
        var rows = new List<InfluxRow>();
        if (result.TryGetProperty("series", out JsonElement series))
        {
            foreach (JsonElement one in series.EnumerateArray())
            {
                Dictionary<string, int> columns = one.GetProperty("columns").EnumerateArray().Select((name, place) => (name, place)).ToDictionary(c => c.name.GetString()!, c => c.place);
                rows.AddRange(one.GetProperty("values").EnumerateArray().Select(values => new InfluxRow(columns, values)));
            }
        }
        return rows;
    }

    private int BatchLength(IReadOnlyList<string> lines, int start)
    {
        int characters = lines[start].Length;
        int count = 1;
        while (start + count < lines.Count && count < _options.MaxBatchLines && characters + lines[start + count].Length < _options.MaxBatchCharacters)
        {
            characters += lines[start + count].Length;
            count++;
        }
        return count;
    }

    // A refused batch is halved until the lines that are at fault stand alone. Lines that a partial write kept are only written again.
    private async Task WriteBatchAsync(string[] lines, List<RejectedLine> rejected, CancellationToken cancellationToken)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"write?db={Uri.EscapeDataString(_options.Database)}&precision=ms");
        InfluxResponse response = await _requests.SendAsync(HttpMethod.Post, path, () => InfluxRequests.Compressed(string.Join('\n', lines)), cancellationToken);
        if (response.Status is not (HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.RequestEntityTooLarge))
        {
            Check(response);
        }
        else if (lines.Length == 1)
        {
            rejected.Add(new RejectedLine(lines[0], response.Error ?? $"HTTP {(int)response.Status}"));
        }
        else
        {
            await WriteBatchAsync(lines[..(lines.Length / 2)], rejected, cancellationToken);
            await WriteBatchAsync(lines[(lines.Length / 2)..], rejected, cancellationToken);
        }
    }

    private Task<InfluxResponse> PostQueryAsync(string query, IReadOnlyDictionary<string, object>? values, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["db"] = _options.Database, ["epoch"] = "ms", ["q"] = query };
        if (values is not null)
        {
            form["params"] = JsonSerializer.Serialize(values);
        }
        return _requests.SendAsync(HttpMethod.Post, "query", () => new FormUrlEncodedContent(form), cancellationToken);
    }

    private static bool IsDatabaseMissing(InfluxResponse response) => response.Error?.Contains("database not found", StringComparison.OrdinalIgnoreCase) == true;

    private void Check(InfluxResponse response)
    {
        if (response.IsSuccess)
        {
            return;
        }
        string server = $"InfluxDB at {_options.Url}";
        throw response.Status switch
        {
            HttpStatusCode.Unauthorized => new InfluxException($"{server} refuses the credentials ({response.Error}); authentication is {_options.Authentication}, check user, password or token."),
            HttpStatusCode.Forbidden => new InfluxException($"{server} forbids this user the database \"{_options.Database}\" ({response.Error}); give the user read and write rights."),
            HttpStatusCode.NotFound => new InfluxException($"{server} does not have the database \"{_options.Database}\" or this part of its interface ({response.Error}); check address and database."),
            _ => new InfluxException($"{server} answered {(int)response.Status}: {response.Error}") { IsRefusal = response.Status == HttpStatusCode.BadRequest },
        };
    }
}
