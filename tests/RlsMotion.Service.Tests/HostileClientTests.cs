using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Wire;
using RlsMotion.Service.Hosting;
using RlsMotion.Service.Security;
using RlsMotion.TestKit;

namespace RlsMotion.Service.Tests;

/// <summary>What a sensor or a program with the right credential, and bad manners, can do to the service: nothing that lasts.</summary>
public sealed class HostileClientTests : IAsyncLifetime
{
    private const PacketFlags History = PacketFlags.Historical;
    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;
    private HttpClient _owner = new();
    private string _sensor = "";

    public async ValueTask InitializeAsync()
    {
        _app = ServiceHost.Build(["--data", _folder.Path, "--urls", "http://127.0.0.1:0", "--mqtt-port", "0"]);
        await _app.StartAsync();
        _owner = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        _owner.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _app.Services.GetRequiredService<AccessKey>().Text);
        (await _owner.PostAsJsonAsync("/api/v1/subjects", new { id = "p", name = "P", zone = "Europe/Berlin" })).EnsureSuccessStatusCode();
        _sensor = (string)(await ByHandAsync())["deviceId"]!;
    }

    public async ValueTask DisposeAsync()
    {
        _owner.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Whatever_time_a_packet_claims_it_is_stored_and_blocks_nothing()
    {
        const long furthest = 250_000_000_000_000_000;
        uint sequence = 0;
        foreach (PacketFlags flags in (PacketFlags[])[PacketFlags.None, History, PacketFlags.UnixTime, PacketFlags.UnixTime | History])
        {
            foreach (long time in (long[])[-furthest, -1, 0, 1_546_300_800_000_000, furthest])
            {
                foreach (PacketFlags then in (PacketFlags[])[flags, History])
                {
                    MessageVerdict verdict = await PublishAsync(Packet(sequence, sequence * 10L, time, then));
                    Assert.Equal(MessageVerdict.StoredThrough(new DurableAck(1, (sequence * 10) + 9)), verdict);
                    sequence++;
                }
            }
        }
    }

    [Fact]
    public async Task A_number_used_for_two_packets_is_refused_and_holds_up_no_acknowledgement()
    {
        await PublishAsync(Packet(0, 0, 0, PacketFlags.None));

        MessageVerdict refused = await PublishAsync(Packet(0, 10, 0, PacketFlags.None));
        MessageVerdict next = await PublishAsync(Packet(1, 20, 0, PacketFlags.None));

        Assert.Equal(new MessageVerdict(MessageOutcome.Malformed, new DurableAck(1, 19), "sequence-used-twice"), refused);
        Assert.Equal(MessageVerdict.StoredThrough(new DurableAck(1, 29)), next);
    }

    [Fact]
    public async Task A_packet_sent_again_as_history_is_a_duplicate()
    {
        await PublishAsync(Packet(0, 0, 0, PacketFlags.None));

        MessageVerdict again = await PublishAsync(Packet(0, 0, 0, History));

        Assert.Equal(MessageVerdict.StoredThrough(new DurableAck(1, 9)), again);
    }

    [Theory]
    [InlineData("""{"boot":1,"lost":[0,9223372036854775807]}""")]
    [InlineData("""{"boot":1,"lost":[5,1]}""")]
    [InlineData("""{"e":"no such thing"}""")]
    [InlineData("nonsense")]
    public async Task An_event_that_is_none_is_refused_and_acknowledges_nothing(string payload)
    {
        MessageVerdict verdict = await TellAsync(InboundKind.Event, Encoding.UTF8.GetBytes(payload));

        Assert.Equal(MessageVerdict.Malformed("event"), verdict);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task What_GET_finds_HEAD_finds(string method)
    {
        foreach (string path in (string[])["/", "/api/v1/subjects", "/health/ready", "/openapi/v1.json"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using HttpResponseMessage answer = await _owner.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(method == "GET", (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length > 0);
        }
    }

    [Theory]
    [InlineData("""{"id":null,"name":"n","zone":"UTC"}""")]
    [InlineData("""{"id":"a","name":null,"zone":"UTC"}""")]
    [InlineData("""{"id":"a","name":"n","zone":null}""")]
    [InlineData("""{"id":"a","name":"1234567890123456789012345678901234567890123456789012345678901","zone":"UTC"}""")]
    [InlineData("""{"id":"../a","name":"n","zone":"UTC"}""")]
    [InlineData("null")]
    [InlineData("{")]
    public async Task A_person_that_is_none_is_a_wrong_request_and_no_error_of_ours(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await _owner.PostAsync("/api/v1/subjects", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_as_too_large()
    {
        JsonNode device = await ByHandAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/push/sensor-logger") { Content = new ByteArrayContent(new byte[2_000_000]) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"{device["deviceId"]}:{device["password"]}");

        using HttpResponseMessage answer = await _owner.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("/mqtt", "http://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("/_blazor", "http://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("/mqtt", null, HttpStatusCode.SwitchingProtocols)] // a program, not a browser
    public async Task A_page_of_another_site_opens_no_WebSocket(string path, string? origin, HttpStatusCode status)
    {
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.AddSubProtocol("mqtt");
        socket.Options.SetRequestHeader("Authorization", _owner.DefaultRequestHeaders.Authorization!.ToString());
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }
        Task connecting = socket.ConnectAsync(new UriBuilder(_owner.BaseAddress!) { Scheme = "ws", Path = path }.Uri, TestContext.Current.CancellationToken);

        if (status == HttpStatusCode.SwitchingProtocols)
        {
            await connecting;
        }
        else
        {
            await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => connecting);
        }
        Assert.Equal(status, socket.HttpStatusCode);
    }

    private async Task<JsonNode> ByHandAsync()
    {
        using HttpResponseMessage made = await _owner.PostAsJsonAsync("/api/v1/pairings/by-hand", new { subject = "p", leg = "left", name = "x" });
        return (await made.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private Task<MessageVerdict> PublishAsync(SensorPacket packet) => TellAsync(InboundKind.Samples, PacketEncoder.Encode(packet).Payload);

    private async Task<MessageVerdict> TellAsync(InboundKind kind, byte[] payload) => await _app!.Services.GetRequiredService<IInbox>().ReceiveAsync(
        new InboundMessage { DeviceId = _sensor, Kind = kind, Payload = payload, Received = SystemClock.Instance.GetCurrentInstant() }, TestContext.Current.CancellationToken);

    private static SensorPacket Packet(uint sequence, long firstIndex, long time, PacketFlags flags) => new()
    {
        XyzG = new double[30],
        Boot = 1,
        Sequence = sequence,
        FirstIndex = firstIndex,
        FirstTimeMicroseconds = time,
        PeriodNanoseconds = 20_000_000,
        Flags = flags,
        LsbPerG = 8192,
    };
}
