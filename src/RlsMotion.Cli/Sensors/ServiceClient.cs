using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace RlsMotion.Cli.Sensors;

/// <summary>The service's HTTP API as the commands use it; every failure is one line that says what to do.</summary>
internal sealed class ServiceClient : IDisposable
{
    private readonly Uri _server;
    private readonly HttpClient _http;

    /// <summary>A client of a running service.</summary>
    /// <param name="server">Such as http://127.0.0.1:5080.</param>
    /// <param name="key">Access key; null on loopback without sign-in.</param>
    public ServiceClient(Uri server, string? key)
    {
        _server = server;
        _http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    public Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, body, cancellationToken);

    public Task<JsonElement> DeleteAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, path, null, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
            string text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new ServiceRefusedException(_server.ToString(), response.StatusCode, Detail(text, response.StatusCode));
            }
            return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (HttpRequestException e)
        {
            throw new UnusableInputException(_server.ToString(), "", $"no service answers: {e.Message}.", "Start it, or name it with --server URL.", e);
        }
        catch (JsonException e)
        {
            throw new UnusableInputException(_server.ToString(), path, "the answer is no JSON.", "Is this an RlsMotion service?", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnusableInputException(_server.ToString(), "", "did not answer within 30 s.", "Try again later.", e);
        }
    }

    /// <summary>The sentence of an RFC 9457 problem, or the status.</summary>
    private static string Detail(string text, HttpStatusCode status)
    {
        try
        {
            JsonElement problem = JsonSerializer.Deserialize<JsonElement>(text);
            if (problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("detail", out JsonElement detail) && detail.GetString() is { Length: > 0 } sentence)
            {
                return sentence;
            }
        }
        catch (JsonException)
        {
            // a page of some proxy: the status says enough
        }
        return $"it answered {(int)status} {status}.";
    }
}
