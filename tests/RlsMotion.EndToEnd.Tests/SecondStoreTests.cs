using RlsMotion.Analysis.Movements;
using RlsMotion.Simulation;
using RlsMotion.TestKit;

namespace RlsMotion.EndToEnd.Tests;

/// <summary>The same night, read from InfluxDB and from SQLite.</summary>
public sealed class SecondStoreTests(InfluxServer influx) : IClassFixture<InfluxServer>
{
    private static readonly string[] Endings = ["", ".json", ".csv", ".html"];

    [Fact]
    public async Task A_night_read_from_influxdb_equals_the_one_read_from_sqlite()
    {
        using var folder = new TemporaryFolder();
        string[] settings = ["--Influx:Url", influx.Url.ToString(), "--Nights:QuietAfterHistory", "00:00:03"];
        SimulatedNight simulated = NightSimulator.Simulate(new SimulationOptions { Seed = 21, Hours = 2 });

        string[] fromInflux;
        await using (ServiceProcess service = await ServiceProcess.StartAsync(folder.Path, Loopback.FreePort(), Loopback.FreePort(), [.. settings, "--Results:ReadFrom", "Influx"]))
        {
            var sleeper = new Sleeper(service.Client, "anna", "Etc/UTC");
            await sleeper.AddAsync();
            await Task.WhenAll(sleeper.StreamAsync(Leg.Left, [.. simulated.Left!.Packets()]), sleeper.StreamAsync(Leg.Right, [.. simulated.Right!.Packets()]));
            await sleeper.FinishedAsync("2026-01-15"); // in InfluxDB: that is where this service reads
            fromInflux = await ReadAsync(service);
        }
        await using ServiceProcess again = await ServiceProcess.StartAsync(folder.Path, Loopback.FreePort(), Loopback.FreePort(), settings);
        string[] fromSqlite = await ReadAsync(again);

        Assert.Contains("rlsmotion.night/1", fromSqlite[0], StringComparison.Ordinal);
        Assert.Equal(fromSqlite, fromInflux);
    }

    private static Task<string[]> ReadAsync(ServiceProcess service) =>
        Task.WhenAll(Endings.Select(ending => service.Client.GetStringAsync($"api/v1/subjects/anna/nights/2026-01-15{ending}")));
}
