using RlsMotion.Analysis.Nights;
using RlsMotion.Storage.Influx;
using RlsMotion.Storage.Nights;
using RlsMotion.Storage.Tests.Nights;
using RlsMotion.TestKit;
using RlsMotion.TestKit.Nights;

namespace RlsMotion.Storage.Tests.Influx;

/// <summary>The suite of every night store, against a real server that asks for user and password; each test has a database of its own.</summary>
public sealed class InfluxNightStoreTests(InfluxServerWithUsers server) : NightStoreSuite, IClassFixture<InfluxServerWithUsers>
{
    private readonly HttpClient _http = new();
    private readonly string _database = $"night's \"store\" {Guid.NewGuid():N}";
    private InfluxNightStore? _store;

    protected override int Cases => 12;

    public override ValueTask DisposeAsync()
    {
        _store?.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_a_dashboard_takes_for_live_is_the_last_scoring_alone()
    {
        foreach (int movements in new[] { 50, 3, 7, 5 })
        {
            await Store.SaveAsync(Night("s-1", movements: movements), Now);
            await Store.SaveAsync(Night("neighbour", movements: 9), Now);
            Assert.Equal((movements, 2 * movements, 1), (await LiveAsync("rls_lm"), await LiveAsync("rls_leg"), await LiveAsync("rls_night")));
        }
    }

    [Fact]
    public async Task A_traveller_has_one_live_night_a_date()
    {
        NightRecord night = Night("s-1");
        await Store.SaveAsync(night, Now);
        await Store.SaveAsync(night with { Key = night.Key with { Zone = NodaTime.DateTimeZoneProviders.Tzdb["Pacific/Kiritimati"] } }, Now);
        Assert.Equal((6, 1), (await LiveAsync("rls_lm"), await LiveAsync("rls_night")));
    }

    [Fact]
    public async Task An_interrupted_save_leaves_the_old_night_and_the_next_one_clears_up()
    {
        NightRecord old = Night("s-1", movements: 50);
        await Store.SaveAsync(old, Now);
        foreach (int requests in new[] { 2, 3, 4 })
        {
            using var http = new HttpClient(new CutConnection(requests));
            using var store = new InfluxNightStore(new InfluxClient(http, Options(attempts: 1)));
            await Assert.ThrowsAsync<InfluxException>(() => store.SaveAsync(Night("s-1", movements: 20), Now));
            NightRecordComparer.AssertEqual(requests < 4 ? old : Night("s-1", movements: 20), await Store.LoadAsync("s-1", old.Key.Date, Now));
        }
        await Store.SaveAsync(Night("s-1", movements: 4), Now);
        Assert.Equal((4, 8, 1), (await LiveAsync("rls_lm"), await LiveAsync("rls_leg"), await LiveAsync("rls_night")));
    }

    [Fact]
    public async Task A_night_that_lost_points_is_an_error_and_not_a_shorter_night()
    {
        await Store.SaveAsync(Night("s-1"), Now);
        var client = new InfluxClient(_http, Options());
        await client.QueryAsync("DELETE FROM rls_lm WHERE leg = 'both'", new Dictionary<string, object>(), Now);
        StorageException damage = await Assert.ThrowsAsync<StorageException>(() => Store.LoadAsync("s-1", new NodaTime.LocalDate(2026, 1, 10), Now));
        Assert.Contains("points", damage.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_of_another_type_by_another_program_refuses_the_night_and_names_the_line()
    {
        var client = new InfluxClient(_http, Options());
        await Store.SaveAsync(Night("s-1", movements: 1), Now);
        await client.QueryAsync("DROP MEASUREMENT rls_gap", new Dictionary<string, object>(), Now);
        Assert.Empty(await client.WriteAsync([$"rls_gap dur_ms=1.5 {Night("s-1").Gaps[0].From.ToUnixTimeMilliseconds()}"], Now));
        InfluxException refusal = await Assert.ThrowsAsync<InfluxException>(() => Store.SaveAsync(Night("s-1"), Now));
        Assert.True(refusal.IsRefusal);
        Assert.StartsWith("rls_gap", Assert.Single(refusal.Rejected).Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_with_the_remedy()
    {
        using var store = new InfluxNightStore(new InfluxClient(_http, Options(password: "wrong")));
        InfluxException refusal = await Assert.ThrowsAsync<InfluxException>(() => store.SaveAsync(Night("s-1"), Now));
        Assert.Contains("password", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.IsRefusal); // a corrected password lets the same night in
    }

    protected override Task<INightStore> CreateAsync()
    {
        _store = new InfluxNightStore(new InfluxClient(_http, Options()));
        return Task.FromResult<INightStore>(_store);
    }

    private async Task<int> LiveAsync(string measurement)
    {
        var client = new InfluxClient(_http, Options());
        return (await client.QueryAsync($"SELECT * FROM {measurement} WHERE live = true AND subject = 's-1'", new Dictionary<string, object>(), Now))[0].Count;
    }

    private InfluxOptions Options(string? password = null, int attempts = 5) => new()
    {
        MaxAttempts = attempts,
        Url = server.Url,
        Database = _database,
        Authentication = InfluxAuthentication.Basic,
        User = InfluxServer.Admin,
        Password = password ?? InfluxServer.Password,
    };

    /// <summary>Lets some requests through and loses all later ones.</summary>
    private sealed class CutConnection(int requests) : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _left = requests;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _left-- > 0 ? base.SendAsync(request, cancellationToken) : throw new HttpRequestException("cut");
    }
}
