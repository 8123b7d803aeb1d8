using System.Text.Json.Nodes;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Sensors;
using RlsMotion.Reports.Json;
using RlsMotion.Simulation;
using RlsMotion.TestKit;

namespace RlsMotion.EndToEnd.Tests;

/// <summary>Nights that travel over MQTT through the running service.</summary>
public sealed class StreamedNightTests
{
    private static readonly string[] Quick = ["--Nights:QuietAfterHistory", "00:00:03"];
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Fact]
    public async Task A_whole_night_streamed_over_mqtt_is_the_night_that_the_analysis_of_its_packets_gives()
    {
        using var folder = new TemporaryFolder();
        await using ServiceProcess service = await ServiceProcess.StartAsync(folder.Path, Loopback.FreePort(), Loopback.FreePort(), Quick);
        SimulatedNight simulated = Simulate(seed: 11, hours: 8);
        var sleeper = new Sleeper(service.Client, "anna", Zone.Id);
        await sleeper.AddAsync();

        await Task.WhenAll(sleeper.StreamAsync(Leg.Left, [.. simulated.Left!.Packets()]), sleeper.StreamAsync(Leg.Right, [.. simulated.Right!.Packets()]));

        AssertSame(Expected(simulated, "anna"), await sleeper.FinishedAsync("2026-01-15"), service);
    }

    [Fact]
    public async Task A_service_killed_in_mid_night_and_started_again_gives_the_same_night()
    {
        using var folder = new TemporaryFolder();
        (int web, int mqtt) = (Loopback.FreePort(), Loopback.FreePort());
        SimulatedNight simulated = Simulate(seed: 12, hours: 3);
        SensorPacket[] left = [.. simulated.Left!.Packets()];
        SensorPacket[] right = [.. simulated.Right!.Packets()];
        SensorClient leftSensor, rightSensor;
        await using (ServiceProcess doomed = await ServiceProcess.StartAsync(folder.Path, web, mqtt, Quick))
        {
            var sleeper = new Sleeper(doomed.Client, "anna", Zone.Id);
            await sleeper.AddAsync();
            leftSensor = Sleeper.Connect(await sleeper.PairAsync(Leg.Left), Leg.Left, left[0].Boot);
            rightSensor = Sleeper.Connect(await sleeper.PairAsync(Leg.Right), Leg.Right, right[0].Boot);
            await SendAsync(leftSensor, left[..(left.Length / 2)]);
            await SendAsync(rightSensor, right[..(right.Length / 3)]);
            await leftSensor.DrainAsync(TestContext.Current.CancellationToken);
            await SendAsync(leftSensor, left[(left.Length / 2)..]); // on its way while the service dies
            await doomed.KillAsync();
        }

        await using ServiceProcess service = await ServiceProcess.StartAsync(folder.Path, web, mqtt, Quick);
        await using (leftSensor)
        await using (rightSensor)
        {
            await SendAsync(rightSensor, right[(right.Length / 3)..]);
            await leftSensor.DrainAsync(TestContext.Current.CancellationToken);
            await rightSensor.DrainAsync(TestContext.Current.CancellationToken);
        }
        JsonNode expected = Expected(simulated, "anna");
        JsonNode night = await WholeAsync(new Sleeper(service.Client, "anna", Zone.Id), expected);

        AssertSame(expected, night, service);
    }

    [Fact]
    public async Task A_night_killed_after_its_last_packet_is_finished_by_the_next_start()
    {
        using var folder = new TemporaryFolder();
        SimulatedNight simulated = Simulate(seed: 13, hours: 0.5);
        await using (ServiceProcess doomed = await ServiceProcess.StartAsync(folder.Path, Loopback.FreePort(), Loopback.FreePort()))
        {
            var sleeper = new Sleeper(doomed.Client, "anna", Zone.Id);
            await sleeper.AddAsync();
            await sleeper.StreamAsync(Leg.Left, [.. simulated.Left!.Packets()]);
            await sleeper.StreamAsync(Leg.Right, [.. simulated.Right!.Packets()]);
            await doomed.KillAsync(); // ten quiet seconds have not passed: nothing is finished
        }

        await using ServiceProcess service = await ServiceProcess.StartAsync(folder.Path, Loopback.FreePort(), Loopback.FreePort(), Quick);

        AssertSame(Expected(simulated, "anna"), await new Sleeper(service.Client, "anna", Zone.Id).FinishedAsync("2026-01-15"), service);
    }

    private static SimulatedNight Simulate(ulong seed, double hours) =>
        NightSimulator.Simulate(new SimulationOptions { Seed = seed, Hours = hours, Zone = Zone, Profile = SimulationProfile.Rls });

    private static JsonNode Expected(SimulatedNight simulated, string subject)
    {
        var session = new NightSession(new NightKey(subject, new LocalDate(2026, 1, 15), Zone), new NightOptions());
        foreach (SimulatedLeg leg in simulated.Legs)
        {
            foreach (SensorPacket packet in leg.Packets())
            {
                session.Push(leg.Leg, leg.Leg.ToString(), packet, received: null);
            }
        }
        return JsonNode.Parse(NightJson.ToText(session.Close()))!;
    }

    // A night may be finished between two bursts of a sensor that came back; it is finished again when the rest is in.
    private static async Task<JsonNode> WholeAsync(Sleeper sleeper, JsonNode expected)
    {
        JsonNode night;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        do
        {
            night = await sleeper.FinishedAsync("2026-01-15");
            await Task.Delay(500, patience.Token);
        }
        while ((double)night["night"]!["recordedHours"]! < (double)expected["night"]!["recordedHours"]! || (double)night["night"]!["validHours"]! < (double)expected["night"]!["validHours"]!);
        return night;
    }

    private static async Task SendAsync(SensorClient sensor, IEnumerable<SensorPacket> packets)
    {
        foreach (SensorPacket packet in packets)
        {
            await sensor.SendAsync(packet);
        }
    }

    private static void AssertSame(JsonNode expected, JsonNode actual, ServiceProcess service)
    {
        Assert.NotEmpty(expected["movements"]!.AsArray());
        foreach ((string part, JsonNode? content) in expected.AsObject())
        {
            Assert.True(JsonNode.DeepEquals(content, actual[part]), $"{part} differs.\nexpected {Short(content)}\nactual   {Short(actual[part])}\n{service.Output}");
        }
    }

    private static string Short(JsonNode? node) => (node?.ToJsonString() ?? "nothing") is var text && text.Length > 1500 ? text[..1500] : text;
}
