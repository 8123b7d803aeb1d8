using System.Net;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using RlsMotion.Service.Settings;

namespace RlsMotion.Service.Security;

/// <summary>Lets in only what this machine's own browser and programs ask for.</summary>
/// <remarks>
/// Three doors: the caller is on this machine; the Host header names this machine, so that a stranger's name which resolves to 127.0.0.1
/// (DNS rebinding) is refused; and a request that changes something, or opens a WebSocket, does not come from another site's page.
/// </remarks>
public sealed class LocalOnly(RequestDelegate next, IOptions<WebSettings> settings)
{
    /// <summary>Passes a request on, or refuses it with problem details.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        string? refusal = Refusal(context);
        return refusal is null ? next(context) : RefuseAsync(context, refusal);
    }

    private string? Refusal(HttpContext context)
    {
        IPAddress? caller = context.Connection.RemoteIpAddress;
        if (caller is not null && !IPAddress.IsLoopback(caller))
        {
            return "This service answers its own machine only.";
        }
        string host = context.Request.Host.Host;
        if (!Hosting.Loopback.IsName(host) && !settings.Value.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            return "The Host header names another machine. Ask http://127.0.0.1, or name the host in Web:AllowedHosts.";
        }
        bool changes = !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));
        string origin = context.Request.Headers.Origin.ToString();
        if ((changes || context.WebSockets.IsWebSocketRequest) && origin.Length > 0 && !IsOwn(origin, context.Request))
        {
            return "A page of another site may not change anything here.";
        }
        return null;
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
        && string.Equals(uri.Authority, new Uri($"{uri.Scheme}://{request.Host.Value}").Authority, StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext context, string detail)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        var problem = new ProblemDetails { Status = StatusCodes.Status403Forbidden, Title = "Refused", Detail = detail };
        return context.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", context.RequestAborted);
    }
}
