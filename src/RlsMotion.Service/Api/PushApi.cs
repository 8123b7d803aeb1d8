using Microsoft.AspNetCore.Mvc;
using NodaTime;
using RlsMotion.Ingest.Broker;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Wire;

namespace RlsMotion.Service.Api;

/// <summary>Sensor Logger's HTTP push: a phone on the ankle that cannot speak MQTT.</summary>
internal static class PushApi
{
    private const string Prefix = "Bearer ";

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/push/sensor-logger", PushAsync).AllowAnonymous() // its own credential, made by hand on the pairing page
            .WithSummary("Takes Sensor Logger's messages; Authorization: Bearer DEVICE:PASSWORD").WithTags("Push")
            .Produces(204).ProducesProblem(400).ProducesProblem(401).ProducesProblem(503);

    private static async Task<IResult> PushAsync(
        HttpRequest request, [FromHeader(Name = "Authorization")] string? authorization, IDeviceDirectory directory, IInbox inbox, IClock clock, CancellationToken cancellation)
    {
        string[] parts = authorization?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true ? authorization[Prefix.Length..].Trim().Split(':', 2) : [];
        string address = request.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        if (parts.Length != 2 || await directory.FindAsync(new DeviceLogin(parts[0], parts[1], address), cancellation) is not { } device)
        {
            return Results.Problem("The header Authorization must be 'Bearer DEVICE:PASSWORD' of a credential by hand.", statusCode: StatusCodes.Status401Unauthorized, title: "Refused");
        }
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation); // bounded by the server's limit of 1 MiB
        MessageVerdict verdict = await inbox.ReceiveAsync(
            new InboundMessage
            {
                DeviceId = device.DeviceId,
                Kind = InboundKind.Samples,
                ContentType = ContentTypes.Json,
                Payload = body.ToArray(),
                Received = clock.GetCurrentInstant(),
            },
            cancellation);
        return verdict.Outcome switch
        {
            MessageOutcome.Stored => Results.NoContent(),
            MessageOutcome.Malformed => Answers.Wrong($"The message cannot be read ({verdict.Reason}); send the streams accelerometer and gravity, or totalAcceleration."),
            _ => Results.Problem("It cannot be stored now; send it again.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not stored"),
        };
    }
}
