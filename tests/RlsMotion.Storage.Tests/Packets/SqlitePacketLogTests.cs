using CsCheck;
using NodaTime;
using RlsMotion.Storage.Packets;

namespace RlsMotion.Storage.Tests.Packets;

public sealed class SqlitePacketLogTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_appended_is_read_back_byte_for_byte_after_reopening()
    {
        await using var fixture = new LogFixture();
        PacketEntry entry = LogFixture.Entry(3) with { Time = LogFixture.Evening + Duration.FromTicks(1), HasCounter = false, Payload = new byte[] { 0, 255, 10 } };
        AppendResult result = await fixture.Log.AppendAsync(entry, Now);
        await fixture.ReopenAsync();
        PacketEntry found = Assert.Single(await fixture.ReplayAsync("a"));
        Assert.Equal(entry.Payload.ToArray(), found.Payload.ToArray());
        Assert.Equal(entry with { Position = result.Position, Payload = default }, found with { Payload = default });
    }

    [Fact]
    public async Task Appending_again_changes_nothing_and_says_so()
    {
        await using var fixture = new LogFixture();
        AppendResult first = await fixture.Log.AppendAsync(LogFixture.Entry(0), Now);
        AppendResult again = await fixture.Log.AppendAsync(LogFixture.Entry(0), Now);
        Assert.Equal(new AppendResult(first.Position, IsNew: true), first);
        Assert.Equal(new AppendResult(first.Position, IsNew: false), again);
        Assert.Single(await fixture.ReplayAsync("a"));
    }

    [Fact]
    public async Task Another_payload_under_the_same_counter_is_reported_and_the_first_is_kept()
    {
        await using var fixture = new LogFixture();
        AppendResult first = await fixture.Log.AppendAsync(LogFixture.Entry(0), Now);
        AppendResult other = await fixture.Log.AppendAsync(LogFixture.Entry(0, fill: 2) with { FirstIndex = 1000 }, Now);
        Assert.Equal(new AppendResult(first.Position, IsNew: false, IsConflict: true), other);
        Assert.Equal(1, Assert.Single(await fixture.ReplayAsync("a")).Payload.Span[0]);
        Assert.Equal(50, await fixture.Log.DurableThroughAsync("a", 7, Now));
    }

    [Fact]
    public async Task Without_a_counter_two_payloads_that_share_the_short_hash_are_both_kept_once()
    {
        await using var fixture = new LogFixture();
        for (int round = 0; round < 2; round++)
        {
            await fixture.Log.AppendAsync(LogFixture.Entry(0, fill: 1) with { HasCounter = false }, Now);
            await fixture.Log.AppendAsync(LogFixture.Entry(0, fill: 2) with { HasCounter = false }, Now);
        }
        Assert.Equal(2, (await fixture.ReplayAsync("a")).Count);
    }

    [Fact]
    public async Task Many_senders_at_once_each_keep_every_entry_once()
    {
        await using var fixture = new LogFixture(new PacketLogOptions { MaxWaiting = 8, MaxBatch = 5 });
        IEnumerable<Task> senders = Enumerable.Range(0, 10).Select(async sender =>
        {
            for (uint sequence = 0; sequence < 50; sequence++)
            {
                await fixture.Log.AppendAsync(LogFixture.Entry(sequence, $"s{sender}"), Now);
            }
        });
        await Task.WhenAll(senders);
        for (int sender = 0; sender < 10; sender++)
        {
            Assert.Equal(Enumerable.Range(0, 50).Select(i => (uint)i), (await fixture.ReplayAsync($"s{sender}")).Select(e => e.Sequence));
            Assert.Equal(2500, await fixture.Log.DurableThroughAsync($"s{sender}", 7, Now));
        }
    }

    [Fact]
    public async Task Closing_the_log_commits_what_waits_and_refuses_what_comes_later()
    {
        await using var fixture = new LogFixture();
        Task<AppendResult>[] waiting = [.. Enumerable.Range(0, 200).Select(i => fixture.Log.AppendAsync(LogFixture.Entry((uint)i), Now).AsTask())];
        await fixture.Log.DisposeAsync();
        Assert.All(await Task.WhenAll(waiting), result => Assert.True(result.IsNew));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await fixture.Log.AppendAsync(LogFixture.Entry(999), Now));
        await fixture.ReopenAsync();
        Assert.Equal(200, (await fixture.ReplayAsync("a")).Count);
    }

    [Fact]
    public async Task A_read_gives_new_entries_of_the_asked_sensors_and_time_by_position()
    {
        await using var fixture = new LogFixture();
        for (uint sequence = 0; sequence < 20; sequence++)
        {
            await fixture.Log.AppendAsync(LogFixture.Entry(19 - sequence, "a"), Now);
            await fixture.Log.AppendAsync(LogFixture.Entry(sequence, "b"), Now);
            await fixture.Log.AppendAsync(LogFixture.Entry(sequence, "c"), Now);
        }
        var all = new List<PacketEntry>();
        while (true)
        {
            IReadOnlyList<PacketEntry> page = await fixture.Log.ReadAsync(
                ["a", "b", "a"], LogFixture.Evening + Duration.FromSeconds(5), LogFixture.Evening + Duration.FromSeconds(15), all.Count == 0 ? 0 : all[^1].Position, 3, Now);
            if (page.Count == 0)
            {
                break;
            }
            all.AddRange(page);
        }
        Assert.Equal(20, all.Count);
        Assert.Equal(all.OrderBy(e => e.Position), all);
        Assert.All(all, e => Assert.InRange(e.Sequence, 5u, 14u));
        Assert.Equal(["a", "b"], all.Select(e => e.Sensor).Distinct().Order());
    }

    [Fact]
    public async Task A_replay_goes_by_sensor_boot_index_and_sequence_in_whatever_order_entries_came()
    {
        PacketEntry[] entries = [.. from sensor in new[] { "a", "b" } from boot in new[] { 3u, 9u } from sequence in Enumerable.Range(0, 150) select LogFixture.Entry((uint)sequence, sensor, boot)];
        await using var fixture = new LogFixture();
        await Task.WhenAll(entries.Reverse().Select(e => fixture.Log.AppendAsync(e, Now).AsTask()));
        Assert.Equal(entries.Select(e => (e.Sensor, e.Boot, e.FirstIndex, e.Sequence)), (await fixture.ReplayAsync("b", "a")).Select(e => (e.Sensor, e.Boot, e.FirstIndex, e.Sequence)));
    }

    [Fact]
    public async Task Durable_through_is_the_first_index_that_is_neither_stored_nor_lost()
    {
        await using var fixture = new LogFixture();
        uint boot = 0;
        await Gen.Select(Gen.Int[0, 30], Gen.Int[1, 12], Gen.Bool).Array[1, 25].SampleAsync(async pieces =>
        {
            uint thisBoot = Interlocked.Increment(ref boot);
            var known = new HashSet<long>();
            for (int i = 0; i < pieces.Length; i++)
            {
                (int from, int count, bool isLost) = pieces[i];
                await (isLost
                    ? fixture.Log.DeclareLostAsync("a", thisBoot, from, from + count, Now).AsTask()
                    : fixture.Log.AppendAsync(LogFixture.Entry((uint)i, boot: thisBoot, count: count) with { FirstIndex = from }, Now).AsTask());
                known.UnionWith(Enumerable.Range(from, count).Select(index => (long)index));
                long expected = Enumerable.Range(0, 100).First(index => !known.Contains(index));
                Assert.Equal(expected == 0 ? null : expected, await fixture.Log.DurableThroughAsync("a", thisBoot, Now));
            }
        }, iter: 60, threads: 2);
    }

    [Fact]
    public async Task The_newest_frame_alone_does_not_make_the_history_before_it_safe()
    {
        await using var fixture = new LogFixture();
        await fixture.Log.AppendAsync(LogFixture.Entry(100), Now);
        Assert.Null(await fixture.Log.DurableThroughAsync("a", 7, Now));
        await fixture.Log.DeclareLostAsync("a", 7, 0, 5000, Now);
        Assert.Equal(5050, await fixture.Log.DurableThroughAsync("a", 7, Now));
        Assert.Null(await fixture.Log.DurableThroughAsync("a", 8, Now));
    }

    [Fact]
    public async Task A_full_disk_fails_who_waits_and_room_brings_the_log_back()
    {
        await using var fixture = new LogFixture(new PacketLogOptions { MaxFileBytes = 512 * 1024 });
        uint sequence = 0;
        PacketLogException full = await Assert.ThrowsAsync<PacketLogException>(async () =>
        {
            for (; sequence < 100_000; sequence++)
            {
                await fixture.Log.AppendAsync(LogFixture.Entry(sequence, bytes: 5000), Now);
            }
        });
        Assert.Contains("packets.db", full.Message, StringComparison.Ordinal);
        Assert.True(sequence > 10);
        Assert.Equal(sequence * 50L, await fixture.Log.DurableThroughAsync("a", 7, Now)); // the failed one is not counted
        Assert.Equal((int)sequence, (await fixture.ReplayAsync("a")).Count);

        Assert.Equal(10, await fixture.Log.TrimAsync(LogFixture.Evening + Duration.FromSeconds(10), Now));
        Assert.True((await fixture.Log.AppendAsync(LogFixture.Entry(sequence, bytes: 5000), Now)).IsNew);
        Assert.Equal((sequence + 1) * 50L, await fixture.Log.DurableThroughAsync("a", 7, Now)); // a trim takes back no acknowledgement
        Assert.Equal((int)sequence - 9, (await fixture.ReplayAsync("a")).Count);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(long.MaxValue, 1)]
    public async Task Nonsense_indices_are_refused(long firstIndex, int count)
    {
        await using var fixture = new LogFixture();
        await Assert.ThrowsAsync<ArgumentException>(async () => await fixture.Log.AppendAsync(LogFixture.Entry(0) with { FirstIndex = firstIndex, Count = count }, Now));
    }
}
