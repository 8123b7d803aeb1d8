using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Samples;
using RlsMotion.Cli.Sensors;
using RlsMotion.Cli.Terminals;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Ingest.Sensors;
using RlsMotion.Recordings;

namespace RlsMotion.Cli.Commands;

/// <summary><c>rlsmotion send</c>: is an ankle sensor. Pairs if it has to, streams a recording, keeps what is not yet durable.</summary>
internal static class SendCommand
{
    private static readonly TimeSpan PairingTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(1);

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "recording: CWA or CSV" };
        Option<Word<Leg>> leg = CommonOptions.LegOfSensor();
        var qr = new Option<string?>("--qr") { Description = "pair by the text of the QR", HelpName = "TEXT" };
        var code = new Option<string?>("--code") { Description = "pair by the typed code, at --host and --port", HelpName = "CODE" };
        var credentials = new Option<string?>("--credentials") { Description = "the sensor's credential; with --qr or --code the new one is written here", HelpName = "FILE" };
        var speed = new Option<double?>("--speed") { Description = "how many times as fast as it was recorded; default as fast as the service takes it", HelpName = "X" };
        var host = new Option<string?>("--host") { Description = "broker; default that of the QR or the credential, else 127.0.0.1", HelpName = "H" };
        var port = new Option<int?>("--port") { Description = "its port; default that of the QR or the credential, else 1883", HelpName = "P" };
        Option<DateTimeZone?> zone = CommonOptions.Zone();
        var command = new Command("send", "Is an ankle sensor: streams a recording to a running service.") { file, leg, qr, code, credentials, speed, host, port, zone };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(speed) is { } asked && !(asked > 0 && double.IsFinite(asked)))
            {
                throw new WrongUsageException($"--speed {asked.ToString(CultureInfo.InvariantCulture)} is not above zero.");
            }
            using Recording recording = RecordingReader.Open(parsed.GetValue(file)!, new RecordingOptions { Zone = parsed.GetValue(zone) });
            SensorCredential credential = await CredentialAsync(
                terminal, recording.Info, parsed.GetValue(qr), parsed.GetValue(code), parsed.GetValue(credentials), parsed.GetValue(host), parsed.GetValue(port), cancellationToken);
            await StreamAsync(terminal, recording, credential, parsed.GetValue(leg)!.Value, parsed.GetValue(speed), cancellationToken);
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<SensorCredential> CredentialAsync(
        Terminal terminal, RecordingInfo info, string? qr, string? code, string? path, string? host, int? port, CancellationToken cancellationToken)
    {
        if (qr is not null && code is not null)
        {
            throw new WrongUsageException("--qr and --code are two ways to the same pairing: give one.");
        }
        if (qr is null && code is null)
        {
            SensorCredential kept = path is null
                ? throw new WrongUsageException("A sensor pairs with --qr or --code, or has its --credentials already: give one of them.")
                : SensorCredentialFile.Read(path);
            return kept with { Hosts = host is null ? kept.Hosts : [host], Port = port ?? kept.Port };
        }
        PairingInvitation invitation = Invitation(qr, code, host, port);
        await CheckReachableAsync(invitation.Host, invitation.Port, cancellationToken);
        SensorCredential paired = await PairAsync(terminal, info, invitation, cancellationToken);
        if (path is not null)
        {
            SensorCredentialFile.Write(path, paired);
        }
        return host is null ? paired : paired with { Hosts = [host], Port = port ?? paired.Port };
    }

    private static PairingInvitation Invitation(string? qr, string? code, string? host, int? port)
    {
        if (qr is not null)
        {
            PairingInvitation invitation = PairingInvitation.Parse(qr, out string? error) ?? throw new UnusableInputException("--qr", "", error!, "Copy the whole text of the QR, in quotes.");
            return invitation with { Host = host ?? invitation.Host, Port = port ?? invitation.Port };
        }
        return TypedCode.TryParse(code, out TypedCode? typed)
            ? PairingInvitation.FromCode(typed!, host ?? "127.0.0.1", port ?? 1883, tls: host is not (null or "127.0.0.1" or "localhost" or "::1"))
            : throw new UnusableInputException("--code", "", $"'{code}' is no pairing code.", $"It is twelve letters of {TypedCode.Alphabet}, shown XXXX-XXXX-XXXX.");
    }

    private static async Task<SensorCredential> PairAsync(Terminal terminal, RecordingInfo info, PairingInvitation invitation, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(PairingTime);
        var claims = new DeviceClaims { Hardware = $"recording {info.Device}".Trim(), Serial = info.Serial ?? "", Firmware = "rlsmotion send", RatesHz = [(int)Math.Round(info.RateHz)], Axes = info.Axes };
        try
        {
            SensorCredential credential = await SensorPairing.PairAsync(
                invitation, claims, number => terminal.Output.WriteLine($"My number is {number:00}. Confirm it at the service."), patience.Token);
            terminal.Output.WriteLine($"Paired: I am sensor {credential.DeviceId}.");
            return credential;
        }
        catch (SensorRefusedException refused)
        {
            throw new UnusableInputException(invitation.Host, "", refused.Message, "", refused);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnusableInputException(invitation.Host, "", "the pairing was not finished within ten minutes.", "Start a new one.", late);
        }
    }

    private static async Task StreamAsync(Terminal terminal, Recording recording, SensorCredential credential, Leg leg, double? speed, CancellationToken cancellationToken)
    {
        await CheckReachableAsync(credential.Hosts[0], credential.Port, cancellationToken);
        await using SensorClient? sensor = Sensor(recording, credential, leg);
        sensor.Start();
        Task reporting = terminal.IsInteractive ? ReportAsync(terminal, sensor, cancellationToken) : Task.CompletedTask;
        try
        {
            long samples = 0;
            var pace = new Pace(speed, TimeProvider.System);
            foreach (SensorPacket packet in recording.ReadPackets())
            {
                await pace.WaitAsync(packet, cancellationToken);
                await sensor.SendAsync(packet, cancellationToken);
                samples += packet.Count;
            }
            await sensor.DrainAsync(cancellationToken);
            SensorProgress done = sensor.Progress;
            await sensor.StopAsync();
            terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Sent {done.Given} packets, {samples} samples, {samples / recording.Info.RateHz / 3600:0.00} h; all of it is durable.{(done.Rejected > 0 ? $" {done.Rejected} were not understood." : "")}"));
        }
        catch (SensorRefusedException refused)
        {
            throw new UnusableInputException(credential.Hosts[0], "", refused.Message, "", refused);
        }
        finally
        {
            await sensor.StopAsync();
            await reporting;
        }
    }

    private static SensorClient Sensor(Recording recording, SensorCredential credential, Leg leg)
    {
        SensorPacket? first = recording.ReadPackets().FirstOrDefault() ?? throw new UnusableInputException(recording.Path, "", "holds no sample.", "Choose another recording.");
        var info = new SensorInfo
        {
            Boot = first.Boot,
            Hardware = recording.Info.Device,
            Serial = recording.Info.Serial,
            Firmware = "rlsmotion send",
            RateHz = recording.Info.RateHz,
            Axes = recording.Info.Axes,
            Leg = leg == Leg.Left ? "left" : "right",
        };
        return new SensorClient(credential, info);
    }

    /// <summary>One line that is written over: how far it is. Ends with the sensor.</summary>
    private static async Task ReportAsync(Terminal terminal, SensorClient sensor, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(ReportEvery);
        while (!sensor.IsStopped && await timer.WaitForNextTickAsync(cancellationToken).AsTask().ContinueWith(tick => tick.IsCompletedSuccessfully && tick.Result, TaskScheduler.Default))
        {
            SensorProgress now = sensor.Progress;
            terminal.Error.Write($"\r{(now.IsConnected ? "connected" : "no link  ")}  {now.Given} given, {now.Sent} sent, {now.Waiting} not yet durable   ");
        }
        terminal.Error.WriteLine();
    }

    /// <summary>A mistyped address is better told at once than tried for ever.</summary>
    private static async Task CheckReachableAsync(string host, int port, CancellationToken cancellationToken)
    {
        if (host.Contains("://", StringComparison.Ordinal))
        {
            return;
        }
        using var client = new TcpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            await client.ConnectAsync(host, port, patience.Token);
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new UnusableInputException($"{host}:{port.ToString(CultureInfo.InvariantCulture)}", "", "no broker answers.", "Start the service, or name its broker with --host and --port.", exception);
        }
    }

    /// <summary>Holds packets back to a multiple of the speed at which they were recorded.</summary>
    private sealed class Pace(double? speed, TimeProvider time)
    {
        private readonly long _start = time.GetTimestamp();
        private long? _first;

        public async ValueTask WaitAsync(SensorPacket packet, CancellationToken cancellationToken)
        {
            if (speed is not { } factor)
            {
                return;
            }
            long end = packet.FirstTimeMicroseconds + (long)(packet.Count * (packet.PeriodNanoseconds / 1000.0)); // a sensor sends a packet when it is full
            _first ??= packet.FirstTimeMicroseconds;
            TimeSpan due = TimeSpan.FromMicroseconds((end - _first.Value) / factor) - time.GetElapsedTime(_start);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, time, cancellationToken);
            }
        }
    }
}
