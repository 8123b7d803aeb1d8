using NodaTime;
using RlsMotion.Analysis.Nights;
using RlsMotion.Storage.Influx;
using RlsMotion.Storage.Nights;
using RlsMotion.Storage.Sqlite;
using RlsMotion.TestKit;
using RlsMotion.TestKit.Nights;
using CsCheck;

namespace RlsMotion.Storage.Tests.Influx;

public sealed class NightCopierTests(InfluxServer server) : IClassFixture<InfluxServer>
{
    private static readonly NightRecord[] Nights = [.. NightRecords.Any.Array[4].Single(nights => nights.DistinctBy(n => n.Key.Subject).Count() == 4 && nights.All(n => n.Movements.Count > 1), "0N0XIzNsQ0O2")];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nights_saved_while_the_second_store_is_away_arrive_when_it_is_back()
    {
        using var folder = new TemporaryFolder();
        using var http = new HttpClient();
        using var influx = new InfluxNightStore(new InfluxClient(http, Options("away")));
        await server.StopAsync();
        using (Database database = Database.Open(folder.Path))
        {
            var outbox = new NightOutbox(database, SystemClock.Instance);
            var store = new SqliteNightStore(database, outbox);
            foreach (NightRecord night in Nights)
            {
                await store.SaveAsync(night with { Movements = [] }, Now);
                await store.SaveAsync(night, Now); // waits once, with its last content
            }
            Assert.False(await new NightCopier(outbox, store, influx).CopyWaitingAsync(Now));
            OutboxStatus away = await outbox.StatusAsync(Now);
            Assert.Equal((4, 0), (away.Waiting, away.Refused));
            Assert.NotNull(away.OldestQueuedAt);
            Assert.Contains(server.Url.Authority, away.LastError, StringComparison.Ordinal);
        }
        await server.InitializeAsync();
        using (Database database = Database.Open(folder.Path)) // the queue survives a restart
        {
            var outbox = new NightOutbox(database, SystemClock.Instance);
            Assert.True(await new NightCopier(outbox, new SqliteNightStore(database, outbox), influx).CopyWaitingAsync(Now));
            Assert.Equal(new OutboxStatus(0, null, 0, null), await outbox.StatusAsync(Now));
        }
        foreach (NightRecord night in Nights)
        {
            NightRecordComparer.AssertEqual(night, await influx.LoadAsync(night.Key.Subject, night.Key.Date, Now));
        }
    }

    [Fact]
    public async Task A_night_that_the_second_store_cannot_hold_is_set_aside_and_the_others_go_on()
    {
        using var folder = new TemporaryFolder();
        using var http = new HttpClient();
        using var influx = new InfluxNightStore(new InfluxClient(http, Options("poison")));
        using Database database = Database.Open(folder.Path);
        var outbox = new NightOutbox(database, SystemClock.Instance);
        var store = new SqliteNightStore(database, outbox);
        NightRecord poison = Nights[0] with { Summary = Nights[0].Summary with { RecordedHours = double.PositiveInfinity } };
        await store.SaveAsync(poison, Now);
        await store.SaveAsync(Nights[1], Now);
        Assert.True(await new NightCopier(outbox, store, influx).CopyWaitingAsync(Now));
        OutboxStatus status = await outbox.StatusAsync(Now);
        Assert.Equal((0, 1), (status.Waiting, status.Refused));
        Assert.Contains("recorded_h", status.LastError, StringComparison.Ordinal);
        NightRecordComparer.AssertEqual(Nights[1], await influx.LoadAsync(Nights[1].Key.Subject, Nights[1].Key.Date, Now));
        await store.SaveAsync(Nights[0], Now); // a new scoring without the fault is taken
        Assert.True(await new NightCopier(outbox, store, influx).CopyWaitingAsync(Now));
        Assert.Equal(0, (await outbox.StatusAsync(Now)).Refused);
    }

    [Fact]
    public async Task A_running_copier_hears_of_a_saved_night()
    {
        using var folder = new TemporaryFolder();
        using var http = new HttpClient();
        using var influx = new InfluxNightStore(new InfluxClient(http, Options("running")));
        using Database database = Database.Open(folder.Path);
        var outbox = new NightOutbox(database, SystemClock.Instance);
        var store = new SqliteNightStore(database, outbox);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Now);
        Task running = new NightCopier(outbox, store, influx).RunAsync(stop.Token);
        await store.SaveAsync(Nights[2], Now);
        while (await influx.LoadAsync(Nights[2].Key.Subject, Nights[2].Key.Date, Now) is null)
        {
            await Task.Delay(20, Now);
        }
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private InfluxOptions Options(string database) => new() { Url = server.Url, Database = database, MaxAttempts = 2, FirstPause = TimeSpan.FromMilliseconds(1) };
}
