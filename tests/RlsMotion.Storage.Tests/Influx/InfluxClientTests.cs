using System.ComponentModel.DataAnnotations;
using System.IO.Compression;
using System.Net;
using RlsMotion.Storage.Influx;
using RlsMotion.TestKit;

namespace RlsMotion.Storage.Tests.Influx;

public sealed class InfluxClientTests(InfluxServer server) : IClassFixture<InfluxServer>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Poison_lines_are_named_and_all_others_are_kept()
    {
        using var http = new HttpClient();
        var client = new InfluxClient(http, new InfluxOptions { Url = server.Url, Database = "poison" });
        await client.EnsureDatabaseAsync(Now);
        Assert.Empty(await client.WriteAsync(["m n=1i 1"], Now));
        string[] lines = [.. Enumerable.Range(2, 300).Select(i => i switch { 100 => "m n=1.5 100", 200 => "m,bad n=1i 200", 250 => "m n=1u 250", 260 => "m n=1,5 260", _ => $"m n={i}i {i}" })];
        IReadOnlyList<RejectedLine> rejected = await client.WriteAsync(lines, Now);
        Assert.Equal([lines[98], lines[198], lines[248], lines[258]], rejected.Select(r => r.Line));
        Assert.All(rejected, r => Assert.NotEmpty(r.Reason));
        Assert.Equal(297, (await client.QueryAsync("SELECT n FROM m", new Dictionary<string, object>(), Now))[0].Count);
    }

    [Fact]
    public async Task A_missing_database_and_an_unreachable_server_say_what_to_do()
    {
        using var http = new HttpClient();
        var nowhere = new InfluxClient(http, new InfluxOptions { Url = server.Url, Database = "nowhere" });
        InfluxException missing = await Assert.ThrowsAsync<InfluxException>(() => nowhere.WriteAsync(["m n=1i 1"], Now));
        Assert.Contains("nowhere", missing.Message, StringComparison.Ordinal);
        var closed = new InfluxClient(http, new InfluxOptions { Url = new Uri($"http://127.0.0.1:{Loopback.FreePort()}"), MaxAttempts = 2, FirstPause = TimeSpan.Zero });
        InfluxException unreachable = await Assert.ThrowsAsync<InfluxException>(() => closed.PingAsync(Now));
        Assert.Contains("2 attempts", unreachable.Message, StringComparison.Ordinal);
        Assert.Equal("1.6", (await new InfluxClient(http, new InfluxOptions { Url = server.Url }).PingAsync(Now))[..3]);
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_after_the_time_it_names_and_not_for_ever()
    {
        var time = new InstantTime();
        using var busyTwice = new ScriptedServer(
            () => Answer(HttpStatusCode.ServiceUnavailable), () => Answer(HttpStatusCode.TooManyRequests, retryAfterSeconds: 7), () => Answer(HttpStatusCode.NoContent));
        Assert.Empty(await Client(busyTwice, time).WriteAsync(["m n=1i 1"], Now));
        Assert.Equal([TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(7)], time.Pauses);

        using var busyForEver = new ScriptedServer(() => Answer(HttpStatusCode.ServiceUnavailable));
        await Assert.ThrowsAsync<InfluxException>(() => Client(busyForEver, new InstantTime()).WriteAsync(["m n=1i 1"], Now));
        Assert.Equal(5, busyForEver.Bodies.Count);
    }

    [Fact]
    public async Task A_body_too_large_is_halved_until_it_fits()
    {
        const int Fits = 3; // lines
        var kept = new List<string>();
        using var small = new ScriptedServer(body =>
        {
            string[] lines = body.Split('\n');
            if (lines.Length > Fits)
            {
                return Answer(HttpStatusCode.RequestEntityTooLarge);
            }
            kept.AddRange(lines);
            return Answer(HttpStatusCode.NoContent);
        });
        string[] sent = [.. Enumerable.Range(1, 20).Select(i => $"m n={i}i {i}")];
        Assert.Empty(await Client(small, new InstantTime()).WriteAsync(sent, Now));
        Assert.Equal(sent, kept);
    }

    [Theory]
    [InlineData(InfluxAuthentication.None, null)]
    [InlineData(InfluxAuthentication.Basic, "Basic dTpw")]
    [InlineData(InfluxAuthentication.Token, "Token t0")]
    [InlineData(InfluxAuthentication.Bearer, "Bearer t0")]
    public async Task Each_way_to_authenticate_sends_its_header(InfluxAuthentication way, string? header)
    {
        using var recorder = new ScriptedServer(() => Answer(HttpStatusCode.NoContent));
        await Client(recorder, new InstantTime(), way).WriteAsync(["m n=1i 1"], Now);
        Assert.Equal(header, Assert.Single(recorder.Authorizations));
    }

    [Fact]
    public void Settings_that_contradict_each_other_are_refused_with_both_values()
    {
        using var http = new HttpClient();
        foreach (InfluxOptions options in new[]
        {
            new InfluxOptions(),
            new InfluxOptions { Url = new Uri("ftp://x") },
            new InfluxOptions { Url = server.Url, Authentication = InfluxAuthentication.Basic },
            new InfluxOptions { Url = server.Url, Authentication = InfluxAuthentication.Token },
            new InfluxOptions { Url = server.Url, MaxPause = TimeSpan.Zero },
            new InfluxOptions { Url = server.Url, MaxAttempts = 0 },
        })
        {
            Assert.Throws<ValidationException>(() => new InfluxClient(http, options));
        }
    }

    private static InfluxClient Client(ScriptedServer scripted, TimeProvider time, InfluxAuthentication way = InfluxAuthentication.None) => new(
        new HttpClient(scripted), new InfluxOptions { Url = new Uri("http://127.0.0.1:1/base"), Authentication = way, User = "u", Password = "p", Token = "t0" }, time);

    private static HttpResponseMessage Answer(HttpStatusCode status, int? retryAfterSeconds = null)
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent("") };
        if (retryAfterSeconds is { } seconds)
        {
            answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        }
        return answer;
    }

    /// <summary>Answers as it is told, the last answer for ever.</summary>
    private sealed class ScriptedServer : HttpMessageHandler
    {
        private readonly Func<string, HttpResponseMessage> _answer;

        public ScriptedServer(Func<string, HttpResponseMessage> answer) => _answer = answer;

        public ScriptedServer(params Func<HttpResponseMessage>[] answers)
        {
            int next = 0;
            _answer = _ => answers[Math.Min(next++, answers.Length - 1)]();
        }

        public List<string> Bodies { get; } = [];

        public List<string?> Authorizations { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("/base/write", request.RequestUri!.AbsolutePath);
            using var gzip = new GZipStream(await request.Content!.ReadAsStreamAsync(cancellationToken), CompressionMode.Decompress);
            using var reader = new StreamReader(gzip);
            Bodies.Add(await reader.ReadToEndAsync(cancellationToken));
            Authorizations.Add(request.Headers.Authorization?.ToString());
            return _answer(Bodies[^1]);
        }
    }

    /// <summary>A time in which pauses are noted and over at once; request limits never end.</summary>
    private sealed class InstantTime : TimeProvider
    {
        public List<TimeSpan> Pauses { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            bool isRequestLimit = dueTime == new InfluxOptions().RequestTimeout;
            if (!isRequestLimit && dueTime != Timeout.InfiniteTimeSpan)
            {
                Pauses.Add(dueTime);
            }
            return base.CreateTimer(callback, state, isRequestLimit || dueTime == Timeout.InfiniteTimeSpan ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, period);
        }
    }
}
