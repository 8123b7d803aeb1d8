using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Ingest.Broker;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Ingest.Sensors;
using RlsMotion.TestKit.Brokers;

namespace RlsMotion.Ingest.Tests.Sensors;

/// <summary>Sealed pairing and streaming over TLS with a key that no authority knows: the pin of the QR is what is trusted.</summary>
public sealed class PinnedTlsTests
{
    [Fact]
    public async Task A_sensor_pairs_and_streams_over_TLS_by_the_pin_and_refuses_another_key()
    {
        using X509Certificate2 certificate = SelfSigned();
        var registry = new FakeRegistry();
        var inbox = new DurableInbox();
        using var desk = new PairingDesk(registry, SystemClock.Instance);
        await using EmbeddedBroker broker = new(
            new() { Port = 0, TlsPort = 0, TlsAddress = IPAddress.Loopback, Certificate = certificate }, registry, inbox, desk, SystemClock.Instance);
        await broker.StartAsync();
        string pin = PairingCrypto.Pin(certificate.PublicKey.ExportSubjectPublicKeyInfo());
        PairingOrder order = new() { User = "ann", Subject = "S1", Leg = Leg.Right, Endpoint = new() { Hosts = ["127.0.0.1"], Port = broker.TlsPort!.Value, Tls = true, Pins = [pin] } };
        PairingSnapshot pairing = (await desk.StartAsync(order)).Pairing!;

        PairingInvitation invitation = PairingInvitation.Parse(pairing.Qr, out _)!;
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SensorPairing.PairAsync(invitation with { Pin = "AQEBAQEBAQEBAQEBAQEBAQ" }, new(), null, soon.Token));
        Assert.Equal(PairingState.Open, desk.Find(pairing.PairId)!.State);

        Task<SensorCredential> paired = SensorPairing.PairAsync(invitation, new());
        await BrokerHarness.UntilAsync(() => desk.Find(pairing.PairId)!.State == PairingState.Contacted);
        await desk.ConfirmAsync(pairing.PairId, desk.Find(pairing.PairId)!.RequestHash!);
        await using SensorClient sensor = new(await paired.WaitAsync(TimeSpan.FromSeconds(20)), new() { Boot = 7 });
        sensor.Start();
        await sensor.SendAsync(SensorClientTests.Packet(7, 0));
        await sensor.DrainAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Single(inbox.Packets);
        Assert.Equal(PairingState.Active, desk.Find(pairing.PairId)!.State);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=rlsmotion", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = SystemClock.Instance.GetCurrentInstant().ToDateTimeOffset();
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
