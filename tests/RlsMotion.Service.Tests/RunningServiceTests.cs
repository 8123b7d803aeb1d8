using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RlsMotion.Ingest.Broker;
using RlsMotion.Service.Hosting;
using RlsMotion.Service.Security;
using RlsMotion.TestKit;

namespace RlsMotion.Service.Tests;

/// <summary>The service in this process, on free ports.</summary>
public sealed class RunningServiceTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;
    private HttpClient _stranger = new();
    private HttpClient _owner = new();

    public async ValueTask InitializeAsync()
    {
        _app = ServiceHost.Build(["--data", _folder.Path, "--urls", "http://127.0.0.1:0", "--mqtt-port", "0"]);
        await _app.StartAsync();
        var url = new Uri(_app.Urls.First());
        _stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = url };
        _owner = new HttpClient { BaseAddress = url };
        _owner.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _app.Services.GetRequiredService<AccessKey>().Text);
    }

    public async ValueTask DisposeAsync()
    {
        _stranger.Dispose();
        _owner.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/api/v1/subjects")]
    [InlineData("/api/v1/sensors")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/metrics")]
    public async Task Without_the_key_nothing_is_told(string path)
    {
        using HttpResponseMessage answer = await _stranger.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_page_sends_a_stranger_to_the_sign_in()
    {
        using HttpResponseMessage page = await _stranger.GetAsync("/", TestContext.Current.CancellationToken);
        using HttpResponseMessage signIn = await _stranger.GetAsync("/sign-in", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.StartsWith("/sign-in", page.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, signIn.StatusCode);
    }

    [Fact]
    public async Task Health_is_told_to_everybody()
    {
        Assert.Equal("Healthy", await _stranger.GetStringAsync("/health/live", TestContext.Current.CancellationToken));
        Assert.Equal("Healthy", await _stranger.GetStringAsync("/health/ready", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/api/v1/subjects/nobody/nights", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/subjects/nobody/nights/2026-01-01", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/subjects/nobody/nights/soon", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/pairings/none", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_a_problem_that_says_so(string path, HttpStatusCode status)
    {
        using HttpResponseMessage answer = await _owner.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_phone_with_a_credential_by_hand_pushes_its_samples()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await _owner.PostAsJsonAsync("/api/v1/subjects", new { id = "anna", name = "Anna", zone = "Europe/Berlin" }, cancellation);
        using HttpResponseMessage made = await _owner.PostAsJsonAsync("/api/v1/pairings/by-hand", new { subject = "anna", leg = "left", name = "phone" }, cancellation);
        JsonNode credential = JsonNode.Parse(await made.Content.ReadAsStringAsync(cancellation))!;

        HttpStatusCode stranger = await PushAsync("aaaaaaaaaaaaaaaa:wrong");
        HttpStatusCode own = await PushAsync($"{credential["deviceId"]}:{credential["password"]}");
        JsonNode sensors = JsonNode.Parse(await _owner.GetStringAsync("/api/v1/sensors", cancellation))!;

        Assert.Equal(HttpStatusCode.Unauthorized, stranger);
        Assert.Equal(HttpStatusCode.NoContent, own);
        Assert.Equal("online", (string)sensors[0]!["state"]!);
    }

    [Fact]
    public async Task A_revoked_sensor_is_gone_and_cannot_push()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await _owner.PostAsJsonAsync("/api/v1/subjects", new { id = "anna", name = "Anna", zone = "Europe/Berlin" }, cancellation);
        using HttpResponseMessage made = await _owner.PostAsJsonAsync("/api/v1/pairings/by-hand", new { subject = "anna", leg = "left", name = "phone" }, cancellation);
        JsonNode credential = JsonNode.Parse(await made.Content.ReadAsStringAsync(cancellation))!;

        using HttpResponseMessage revoked = await _owner.DeleteAsync($"/api/v1/sensors/{credential["deviceId"]}", cancellation);

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await PushAsync($"{credential["deviceId"]}:{credential["password"]}"));
        Assert.Empty(JsonNode.Parse(await _owner.GetStringAsync("/api/v1/sensors", cancellation))!.AsArray());
    }

    [Fact]
    public void The_broker_listens_on_a_free_port() => Assert.InRange(_app!.Services.GetRequiredService<EmbeddedBroker>().Port, 1024, 65535);

    private async Task<HttpStatusCode> PushAsync(string bearer)
    {
        const string Message = """{"messageId":1,"sessionId":"s","deviceId":"d","payload":[{"name":"totalacceleration","time":1769000000000000000,"values":{"x":0,"y":0,"z":9.80665}},{"name":"totalacceleration","time":1769000000020000000,"values":{"x":0,"y":0,"z":9.80665}}]}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/push/sensor-logger") { Content = new StringContent(Message, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using HttpResponseMessage answer = await _stranger.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
