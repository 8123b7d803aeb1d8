using System.Text.Json.Nodes;
using RlsMotion.TestKit;

namespace RlsMotion.EndToEnd.Tests;

/// <summary>One demonstration for all tests of pages: started from anywhere, without launch settings, as a visitor starts it.</summary>
public sealed class DemoService : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ServiceProcess? _service;

    /// <summary>Its address, without a slash at the end.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Path of the page of the streamed night.</summary>
    public string NightPath { get; private set; } = "";

    /// <summary>Talks to it.</summary>
    public HttpClient Client => _service!.Client;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceProcess.StartAsync(_folder.Path, Loopback.FreePort(), Loopback.FreePort(), "--demo", "--Demo:Hours", "1.5");
        Url = Client.BaseAddress!.ToString().TrimEnd('/');
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        JsonNode? night = null;
        while (night is null)
        {
            using HttpResponseMessage answer = await Client.GetAsync("api/v1/subjects/demo/nights", patience.Token);
            night = answer.IsSuccessStatusCode
                ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(patience.Token))!.AsArray().FirstOrDefault(listed => (bool)listed!["final"]!)
                : null;
            await Task.Delay(300, patience.Token);
        }
        NightPath = $"/subjects/demo/nights/{(string)night["date"]!}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }
        _folder.Dispose();
    }
}
