using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RlsMotion.Analysis.Movements;
using RlsMotion.TestKit;

namespace RlsMotion.EndToEnd.Tests;

/// <summary>A recording of a real device on its way through the running service.</summary>
public sealed class RealRecordingTests
{
    private const string Night = "2020-02-11"; // recorded on the morning of the 12th, local time

    [Fact]
    public async Task A_real_recording_sent_by_the_command_opens_as_a_night_and_importing_it_as_a_file_gives_the_same()
    {
        string path = SharedData.Path("recordings/skdh-ax3.cwa");
        using var folder = new TemporaryFolder();
        await using ServiceProcess service = await ServiceProcess.StartAsync(folder.Path, Loopback.FreePort(), Loopback.FreePort(), "--Nights:QuietAfterHistory", "00:00:02");

        var sent = new Sleeper(service.Client, "sent", "Etc/UTC");
        await sent.AddAsync();
        Assert.Contains("all of it is durable", await sent.SendFileAsync(path, Leg.Left), StringComparison.Ordinal);
        JsonNode streamed = await sent.FinishedAsync(Night);
        await new Sleeper(service.Client, "imported", "Etc/UTC").AddAsync();
        for (int time = 0; time < 2; time++) // importing it twice is importing it once
        {
            using var content = new StreamContent(File.OpenRead(path));
            using HttpResponseMessage imported = await service.Client.PostAsync("api/v1/subjects/imported/recordings?leg=left", content, TestContext.Current.CancellationToken);
            JsonNode answer = (await imported.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
            Assert.True(imported.IsSuccessStatusCode, answer.ToJsonString());
            Assert.Equal(time == 0, (long)answer["added"]! > 0);
            Assert.Equal(Night, (string)answer["nights"]![0]!);
        }
        JsonNode file = await new Sleeper(service.Client, "imported", "Etc/UTC").FinishedAsync(Night);

        Assert.True(JsonNode.DeepEquals(streamed, file), $"{streamed.ToJsonString()}\n{file.ToJsonString()}");
        string page = await service.Client.GetStringAsync($"subjects/sent/nights/{Night}", TestContext.Current.CancellationToken);
        Assert.Contains("Tue 11 → Wed 12 Feb 2020", System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_recording_is_answered_with_its_reason()
    {
        using var folder = new TemporaryFolder();
        await using ServiceProcess service = await ServiceProcess.StartAsync(folder.Path, Loopback.FreePort(), Loopback.FreePort());
        await new Sleeper(service.Client, "anna", "Etc/UTC").AddAsync();

        using var content = new StringContent("this is no recording");
        using HttpResponseMessage answer = await service.Client.PostAsync("api/v1/subjects/anna/recordings?leg=left", content, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
