using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using RlsMotion.Service.Security;
using RlsMotion.Service.Settings;

namespace RlsMotion.Service.Tests.Security;

public sealed class LocalOnlyTests
{
    [Theory]
    [InlineData("127.0.0.1:5080")]
    [InlineData("localhost:5080")]
    [InlineData("[::1]:5080")]
    public async Task This_machine_may_ask_by_any_of_its_names(string host) => Assert.True(await PassesAsync(host, "127.0.0.1", "GET", origin: null));

    [Theory]
    [InlineData("evil.example:5080")] // a name that was made to point to 127.0.0.1 (DNS rebinding)
    [InlineData("192.168.1.7:5080")]
    [InlineData("localhost.evil.example")]
    public async Task Another_host_name_is_refused(string host) => Assert.False(await PassesAsync(host, "127.0.0.1", "GET", origin: null));

    [Fact]
    public async Task Another_machine_is_refused() => Assert.False(await PassesAsync("127.0.0.1:5080", "192.168.1.9", "GET", origin: null));

    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://127.0.0.1:8000", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    public async Task Only_our_own_pages_may_change_something(string origin, bool passes) =>
        Assert.Equal(passes, await PassesAsync("127.0.0.1:5080", "127.0.0.1", "POST", origin));

    private static async Task<bool> PassesAsync(string host, string caller, string method, string? origin)
    {
        bool passed = false;
        var door = new LocalOnly(_ => { passed = true; return Task.CompletedTask; }, Options.Create(new WebSettings()));
        var context = new DefaultHttpContext();
        (context.Request.Method, context.Request.Scheme, context.Request.Host) = (method, "http", new HostString(host));
        context.Connection.RemoteIpAddress = IPAddress.Parse(caller);
        context.Response.Body = new MemoryStream();
        if (origin is not null)
        {
            context.Request.Headers.Origin = origin;
        }
        await door.InvokeAsync(context);
        return passed;
    }
}
