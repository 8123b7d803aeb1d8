using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Samples;
using RlsMotion.Cli;
using RlsMotion.Cli.Terminals;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Ingest.Sensors;

namespace RlsMotion.EndToEnd.Tests;

/// <summary>A person at the service's door: adds itself, pairs sensors the way a page does, streams, and looks at its nights.</summary>
internal sealed class Sleeper(HttpClient client, string subject, string zone)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4); // for a busy machine; nothing is asserted about time

    /// <summary>Makes the person known.</summary>
    public async Task AddAsync()
    {
        using HttpResponseMessage added = await client.PostAsJsonAsync("api/v1/subjects", new { id = subject, name = subject, zone });
        added.EnsureSuccessStatusCode();
    }

    /// <summary>Pairs a sensor: QR text, number compared, confirmed.</summary>
    public async Task<SensorCredential> PairAsync(Leg leg)
    {
        using var patience = new CancellationTokenSource(Patience);
        (string pairId, string qr) = await InviteAsync(leg, patience.Token);
        PairingInvitation invitation = PairingInvitation.Parse(qr, out string? error) ?? throw new InvalidOperationException(error);
        var shown = new TaskCompletionSource<int>();
        Task<SensorCredential> pairing = SensorPairing.PairAsync(
            invitation, new DeviceClaims { Hardware = "test", Serial = "1" }, number => shown.TrySetResult(number), patience.Token);
        int onTheSensor = await shown.Task.WaitAsync(patience.Token);
        Assert.Equal(onTheSensor, await ConfirmAsync(pairId, patience.Token));
        return await pairing;
    }

    /// <summary>Sends a file with the command <c>rlsmotion send</c>, confirming its pairing.</summary>
    /// <returns>What the command printed.</returns>
    public async Task<string> SendFileAsync(string path, Leg leg)
    {
        using var patience = new CancellationTokenSource(Patience);
        (string pairId, string qr) = await InviteAsync(leg, patience.Token);
        using var printed = new StringWriter();
        Task<int> sending = CommandLine.RunAsync(["send", path, "--leg", Word(leg), "--qr", qr, "--tz", zone], new Terminal(printed, printed, IsInteractive: false), patience.Token);
        await Task.WhenAny(sending, ConfirmAsync(pairId, patience.Token));
        Assert.True(await sending == 0, printed.ToString());
        return printed.ToString();
    }

    private async Task<(string PairId, string Qr)> InviteAsync(Leg leg, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync("api/v1/pairings", new { subject, leg = Word(leg), name = "test" }, cancellationToken);
        JsonNode started = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!;
        Assert.True(answer.IsSuccessStatusCode, started.ToJsonString());
        return ((string)started["pairId"]!, (string)started["qr"]!);
    }

    /// <summary>Waits until a sensor asks, and confirms it.</summary>
    /// <returns>The number that the service shows.</returns>
    private async Task<int> ConfirmAsync(string pairId, CancellationToken cancellationToken)
    {
        JsonNode state;
        do
        {
            await Task.Delay(100, cancellationToken);
            state = JsonNode.Parse(await client.GetStringAsync($"api/v1/pairings/{pairId}", cancellationToken))!;
        }
        while ((string)state["state"]! == "open");
        using HttpResponseMessage confirmed = await client.PostAsJsonAsync($"api/v1/pairings/{pairId}/confirm", new { request = (string)state["request"]! }, cancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NoContent, confirmed.StatusCode);
        return int.Parse((string)state["number"]!, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Word(Leg leg) => leg == Leg.Left ? "left" : "right";

    /// <summary>A sensor that was paired, connecting.</summary>
    public static SensorClient Connect(SensorCredential credential, Leg leg, uint boot)
    {
        var sensor = new SensorClient(
            credential, new SensorInfo { Boot = boot, Hardware = "test", RateHz = 50, Axes = 3, Leg = Word(leg) },
            new SensorOptions { InFlight = 16, RefusedLogins = 1000 });
        sensor.Start();
        return sensor;
    }

    /// <summary>Pairs, streams, and waits until everything is durable.</summary>
    public async Task StreamAsync(Leg leg, IReadOnlyList<SensorPacket> packets)
    {
        await using SensorClient sensor = Connect(await PairAsync(leg), leg, packets[0].Boot);
        foreach (SensorPacket packet in packets)
        {
            await sensor.SendAsync(packet);
        }
        await sensor.DrainAsync(TestContext.Current.CancellationToken);
        await sensor.StopAsync();
    }

    /// <summary>The finished night as the API gives it, once it is finished and has as many samples as were sent.</summary>
    public async Task<JsonNode> FinishedAsync(string date)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            JsonArray nights = JsonNode.Parse(await client.GetStringAsync($"api/v1/subjects/{subject}/nights", patience.Token))!.AsArray();
            if (nights.Any(night => (string)night!["date"]! == date && (bool)night["final"]!))
            {
                return JsonNode.Parse(await client.GetStringAsync($"api/v1/subjects/{subject}/nights/{date}", patience.Token))!;
            }
            await Task.Delay(300, patience.Token);
        }
    }
}
