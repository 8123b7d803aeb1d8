using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace RlsMotion.Storage.Influx;

/// <summary>Sends requests, with authentication, a time limit and bounded patience.</summary>
internal sealed class InfluxRequests(HttpClient http, InfluxOptions options, TimeProvider time)
{
    /// <summary>Sends a request until it is answered by something else than "later", at most <see cref="InfluxOptions.MaxAttempts"/> times.</summary>
    /// <exception cref="InfluxException">No attempt was answered, or each was with "later".</exception>
    public async Task<InfluxResponse> SendAsync(HttpMethod method, string path, Func<HttpContent>? content, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            (InfluxResponse? response, TimeSpan? retryAfter, Exception? cause) = await TryAsync(method, path, content, cancellationToken);
            if (response is not null && response.Status != HttpStatusCode.TooManyRequests && (int)response.Status < 500)
            {
                return response;
            }
            if (attempt >= options.MaxAttempts)
            {
                string last = response is null ? cause!.Message : $"{(int)response.Status} {response.Error}";
                throw new InfluxException($"InfluxDB at {options.Url} could not be used in {attempt} attempts; the last said: {last}", cause);
            }
            TimeSpan pause = retryAfter ?? options.FirstPause * Math.Pow(2, attempt - 1);
            await Task.Delay(pause < options.MaxPause ? pause : options.MaxPause, time, cancellationToken);
        }
    }

    /// <summary>Text as a gzip body.</summary>
    public static HttpContent Compressed(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }
        var content = new ByteArrayContent(memory.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private async Task<(InfluxResponse? Response, TimeSpan? RetryAfter, Exception? Cause)> TryAsync(
        HttpMethod method, string path, Func<HttpContent>? content, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = new HttpRequestMessage(method, new Uri(Base(), path)) { Content = content?.Invoke() };
        request.Headers.Authorization = Authorization();
        try
        {
            using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            string? version = answer.Headers.TryGetValues("X-Influxdb-Version", out IEnumerable<string>? values) ? values.First() : null;
            byte[] body = await answer.Content.ReadAsByteArrayAsync(either.Token);
            return (InfluxResponse.Read(answer.StatusCode, version, body), Pause(answer.Headers.RetryAfter), null);
        }
        catch (HttpRequestException cause)
        {
            return (null, null, cause);
        }
        catch (OperationCanceledException cause) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, null, new TimeoutException($"no answer within {options.RequestTimeout}", cause));
        }
    }

    private Uri Base() => options.Url!.AbsoluteUri.EndsWith('/') ? options.Url : new Uri(options.Url.AbsoluteUri + "/");

    private TimeSpan? Pause(RetryConditionHeaderValue? header)
    {
        TimeSpan? pause = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }

    private AuthenticationHeaderValue? Authorization() => options.Authentication switch
    {
        InfluxAuthentication.Basic => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.Password}"))),
        InfluxAuthentication.Token => new("Token", options.Token),
        InfluxAuthentication.Bearer => new("Bearer", options.Token),
        _ => null,
    };
}
