using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Ingest.Sensors;
using RlsMotion.Service.Ingestion;
using RlsMotion.Service.Settings;
using RlsMotion.Simulation;

namespace RlsMotion.Service.Demo;

/// <summary>One simulated ankle sensor. To the service it is a stranger like any other: it pairs and sends over MQTT.</summary>
internal sealed class DemoSensor(Leg leg, string folder, PairingDesk desk, People people, SensorDoor door) : IAsyncDisposable
{
    private const string Hardware = "Simulated ankle sensor";
    private SensorClient? _client;
    private SensorCredential? _credential;

    /// <summary>Pairs, or finds the credential that an earlier start was given.</summary>
    public async Task PairAsync(CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, $"sensor-{Side}.json");
        if (File.Exists(path)
            && SensorCredential.Read(await File.ReadAllBytesAsync(path, cancellationToken)) is { } kept
            && await people.FindSensorAsync(kept.DeviceId, cancellationToken) is not null)
        {
            _credential = kept with { Hosts = door.Endpoint.Hosts, Port = door.Endpoint.Port };
            return;
        }
        var order = new PairingOrder { User = $"demo-{Side}", Subject = DemoSettings.Subject, Leg = leg, Name = "simulated", Endpoint = door.Endpoint };
        PairingSnapshot pairing = (await desk.StartAsync(order, cancellationToken)).Pairing
            ?? throw new InvalidOperationException("The demonstration's pairings are all open.");
        PairingInvitation invitation = PairingInvitation.Parse(pairing.Qr, out string? error) ?? throw new InvalidOperationException(error);
        var claims = new DeviceClaims { Hardware = Hardware, Serial = $"SIM-{Side.ToUpperInvariant()}", Firmware = "1", Axes = 3, RatesHz = [50], RangesG = [8], FlashSeconds = 36_000 };
        _credential = await SensorPairing.PairAsync(invitation, claims, showNumber: null, cancellationToken);
        await WriteAsync(path, _credential, cancellationToken);
    }

    /// <summary>Connects, and comes back by itself whenever the connection breaks.</summary>
    public void Connect(SimulatedLeg simulated)
    {
        uint boot = simulated.Packets().First().Boot;
        var info = new SensorInfo
        {
            Boot = boot,
            Hardware = Hardware,
            Firmware = "1",
            Serial = $"SIM-{Side.ToUpperInvariant()}",
            RateHz = simulated.NominalRateHz,
            RangeG = 8,
            Axes = 3,
            Leg = Side,
            FlashSeconds = 36_000,
        };
        _client = new SensorClient(_credential!, info, new SensorOptions { InFlight = 16 });
        _client.Start();
    }

    /// <summary>Streams the leg's night and waits until all of it is durable.</summary>
    /// <param name="simulated">The leg.</param>
    /// <param name="sent">Given the share that was handed over, 0 to 1.</param>
    /// <param name="cancellationToken">Ends it; what was not durable is sent again at the next start.</param>
    public async Task StreamAsync(SimulatedLeg simulated, Action<double> sent, CancellationToken cancellationToken)
    {
        foreach (SensorPacket packet in simulated.Packets())
        {
            await _client!.SendAsync(packet, cancellationToken);
            sent(Math.Min(1, (double)packet.EndIndex / simulated.SampleCount));
        }
        await _client!.DrainAsync(cancellationToken);
    }

    /// <summary>Says goodbye.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_client is { } client)
        {
            await client.StopAsync();
            await client.DisposeAsync();
        }
    }

    private string Side => leg == Leg.Left ? "left" : "right";

    private static async Task WriteAsync(string path, SensorCredential credential, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // a secret
        }
        await using var file = new FileStream(path, options);
        await file.WriteAsync(credential.ToJson(), cancellationToken);
    }
}
