using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RlsMotion.TestKit;

namespace RlsMotion.EndToEnd.Tests;

/// <summary>The pages in Debian's chromium, as a person meets them.</summary>
public sealed class PageTests(DemoService demo) : IClassFixture<DemoService>, IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static TheoryData<string> Pages => ["/", "NIGHT", "/sensors", "/pair", "/about"];

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            Missing.SkipOrFail("chromium is not installed: apt-get install chromium.");
        }
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }
        _playwright?.Dispose();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_in_light_and_in_dark(string path)
    {
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            IPage page = await OpenAsync(path, width: 1280, scheme);

            AxeResult result = await page.RunAxe();

            Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(violation =>
                $"{scheme} {path}: {violation.Id} ({violation.Help}): {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}")));
            await page.Context.CloseAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_fits_a_phone_without_scrolling_sideways(string path)
    {
        IPage page = await OpenAsync(path, width: 390, ColorScheme.Light);

        int width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");

        Assert.True(width <= 390, $"{path} is {width} pixels wide on a phone of 390.");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_stylesheet_is_not_empty_without_launch_settings()
    {
        string style = await demo.Client.GetStringAsync("_content/MudBlazor/MudBlazor.min.css", TestContext.Current.CancellationToken);

        Assert.True(style.Length > 100_000, $"MudBlazor's stylesheet has {style.Length} characters.");
    }

    [Fact]
    public async Task A_visitor_finds_the_night_from_the_first_page()
    {
        IPage page = await OpenAsync("/", width: 390, ColorScheme.Light);

        await page.ClickAsync(".nights a");
        await page.WaitForSelectorAsync(".numbers");
        string text = await page.InnerTextAsync("main");

        Assert.Contains("periodic leg movements", text, StringComparison.Ordinal);
        Assert.Contains("Gaps", text, StringComparison.Ordinal);
        Assert.Contains("simulated", await page.InnerTextAsync(".demo"), StringComparison.Ordinal);
        Assert.Contains("not a medical device", await page.InnerTextAsync("footer"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_pairing_page_shows_a_code_and_takes_it_back()
    {
        IPage page = await OpenAsync("/pair", width: 1280, ColorScheme.Light);

        await page.ClickAsync("text=Show the pairing code");
        await page.WaitForSelectorAsync(".qr svg");
        string text = await page.InnerTextAsync("main");
        await page.ClickAsync("text=Stop pairing");
        await page.WaitForSelectorAsync("text=Show the pairing code");

        Assert.Contains("rlsm:1?", text, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(string path, int width, ColorScheme scheme)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        IPage page = await context.NewPageAsync();
        List<string> errors = [];
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync(demo.Url + (path == "NIGHT" ? demo.NightPath : path), new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.WaitForFunctionAsync("() => window.Blazor !== undefined && document.querySelector('h1') !== null");
        string wanted = scheme == ColorScheme.Dark ? ".frame.dark" : ".frame.light";
        await page.WaitForSelectorAsync(wanted); // the circuit is alive and has asked for the colours
        Assert.Empty(errors);
        return page;
    }
}
