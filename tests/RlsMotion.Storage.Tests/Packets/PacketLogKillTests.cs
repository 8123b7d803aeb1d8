using System.Diagnostics;
using System.Globalization;
using NodaTime;
using RlsMotion.Storage.Packets;
using RlsMotion.Storage.Sqlite;
using RlsMotion.TestKit;

namespace RlsMotion.Storage.Tests.Packets;

public sealed class PacketLogKillTests
{
    [Fact]
    public async Task Every_acknowledged_entry_survives_a_kill()
    {
        using var folder = new TemporaryFolder();
        var acknowledged = new List<(string Sensor, uint Sequence, long Position)>();
        using Process appender = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "RlsMotion.Storage.Appender.dll"), folder.Path])
        {
            RedirectStandardOutput = true,
        })!;
        while (await appender.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            string[] words = line.Split(' ');
            if (words.Length < 3 || words[2].Length == 0)
            {
                break; // the line that the kill cut
            }
            acknowledged.Add(($"sender{words[0]}", uint.Parse(words[1], CultureInfo.InvariantCulture), long.Parse(words[2], CultureInfo.InvariantCulture)));
            if (acknowledged.Count == 500)
            {
                appender.Kill(); // SIGKILL, in the middle of appends
            }
        }
        await appender.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(acknowledged.Count >= 500, $"the appender ended by itself after {acknowledged.Count} entries");
        acknowledged.RemoveAt(acknowledged.Count - 1); // its line may be cut inside the number

        using Database database = Database.Open(folder.Path);
        await using var log = new SqlitePacketLog(database);
        var kept = new Dictionary<long, PacketEntry>();
        await foreach (PacketEntry entry in log.ReplayAsync(["sender0", "sender1", "sender2", "sender3"], Instant.MinValue, Instant.MaxValue, TestContext.Current.CancellationToken))
        {
            kept.Add(entry.Position, entry);
        }
        Assert.All(acknowledged, a =>
        {
            Assert.Equal((a.Sensor, a.Sequence), (kept[a.Position].Sensor, kept[a.Position].Sequence));
        });
        foreach (IGrouping<string, (string Sensor, uint Sequence, long Position)> sensor in acknowledged.GroupBy(a => a.Sensor))
        {
            long? through = await log.DurableThroughAsync(sensor.Key, 1, TestContext.Current.CancellationToken);
            Assert.True(through >= (sensor.Max(a => a.Sequence) + 1) * 50L);
        }
    }
}
