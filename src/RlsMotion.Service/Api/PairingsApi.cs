using System.Globalization;
using System.Text.Json;
using RlsMotion.Analysis.Movements;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Service.Ingestion;
using RlsMotion.Storage.People;

namespace RlsMotion.Service.Api;

/// <summary>Pairing a sensor.</summary>
internal static class PairingsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/pairings").WithTags("Pairings");
        group.MapPost("/", StartAsync).WithSummary("Starts a pairing; the QR text is secret").Produces<PairingAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(429);
        group.MapGet("/{pairId}", (string pairId, PairingDesk desk) =>
                desk.Find(pairId) is { } pairing ? Results.Ok(PairingAnswer.Of(pairing)) : Unknown(pairId))
            .WithSummary("How far a pairing is").Produces<PairingAnswer>().ProducesProblem(404);
        group.MapPost("/{pairId}/confirm", ConfirmAsync).WithSummary("Confirms the number that page and sensor show").Produces(204).ProducesProblem(404).ProducesProblem(409);
        group.MapDelete("/{pairId}", async (string pairId, PairingDesk desk, CancellationToken cancellation) =>
                desk.Find(pairId) is null ? Unknown(pairId)
                : await desk.RefuseAsync(pairId, cancellation) ? Results.NoContent() : Answers.Conflict("The pairing is over already."))
            .WithSummary("Refuses or stops a pairing").Produces(204).ProducesProblem(404).ProducesProblem(409);
        group.MapPost("/by-hand", ByHandAsync).WithSummary("Makes a credential for anything that publishes MQTT or HTTP; shown this once")
            .Produces<ByHandAnswer>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> StartAsync(PairingWish wish, PairingDesk desk, Registry registry, SensorDoor door, CancellationToken cancellation)
    {
        (PairingOrder? order, IResult? refusal) = await OrderAsync(wish, registry, door, cancellation);
        if (order is null)
        {
            return refusal!;
        }
        PairingStart start = await desk.StartAsync(order, cancellation);
        return start.Pairing is { } pairing
            ? Results.Created($"/api/v1/pairings/{pairing.PairId}", PairingAnswer.Of(pairing))
            : Results.Problem("Three pairings are open already: finish or delete one, or wait ten minutes.", statusCode: StatusCodes.Status429TooManyRequests, title: "Too many");
    }

    private static async Task<IResult> ByHandAsync(PairingWish wish, PairingDesk desk, Registry registry, SensorDoor door, CancellationToken cancellation)
    {
        (PairingOrder? order, IResult? refusal) = await OrderAsync(wish, registry, door, cancellation);
        if (order is null)
        {
            return refusal!;
        }
        ByHandCredential made = await desk.IssueByHandAsync(order, cancellation);
        return Results.Created("/api/v1/sensors", new ByHandAnswer(
            made.DeviceId, made.Password, made.Endpoint.Hosts[0], made.Endpoint.Port, made.Topic, door.WebSocketUrl, door.PushUrl));
    }

    private static async Task<IResult> ConfirmAsync(string pairId, Confirmation confirmation, PairingDesk desk, CancellationToken cancellation) =>
        await desk.ConfirmAsync(pairId, confirmation.Request, cancellation) switch
        {
            ConfirmResult.Confirmed => Results.NoContent(),
            ConfirmResult.NotFound => Unknown(pairId),
            ConfirmResult.Over => Answers.Conflict("The pairing is over."),
            _ => Answers.Conflict("The sensor's request is another one now, or there is none yet: look at the number again."),
        };

    private static async Task<(PairingOrder? Order, IResult? Refusal)> OrderAsync(PairingWish wish, Registry registry, SensorDoor door, CancellationToken cancellation)
    {
        Leg? leg = LegWord.Read(wish.Leg);
        if (leg is null)
        {
            return (null, Answers.Wrong($"leg is '{wish.Leg}'; it must be left or right."));
        }
        if (wish.Name?.Length > Answers.LongestName)
        {
            return (null, Answers.Wrong($"name has {wish.Name.Length} characters; {Answers.LongestName} is the most."));
        }
        return await registry.FindSubjectAsync(wish.Subject ?? "", cancellation) is null
            ? (null, Answers.Missing($"There is no subject '{wish.Subject}'; GET /api/v1/subjects lists them, POST adds one."))
            : (new PairingOrder { User = "owner", Subject = wish.Subject!, Leg = leg.Value, Name = wish.Name?.Trim() ?? "", Endpoint = door.Endpoint }, null);
    }

    private static IResult Unknown(string pairId) => Answers.Missing($"There is no pairing '{pairId}', or it ended long ago.");
}

/// <summary>What a pairing is wished for.</summary>
/// <param name="Subject">Pseudonym of the person.</param>
/// <param name="Leg">left or right.</param>
/// <param name="Name">What the sensor is called; may be empty.</param>
public sealed record PairingWish(string? Subject, string? Leg, string? Name);

/// <summary>The confirmation of a pairing.</summary>
/// <param name="Request">The <c>request</c> that the pairing's state showed with the number.</param>
public sealed record Confirmation(string Request);

/// <summary>A pairing.</summary>
/// <param name="PairId">Its id.</param>
/// <param name="Qr">Text of the QR; secret.</param>
/// <param name="Code">Code to type; null where only the QR is offered.</param>
/// <param name="ExpiresAt">When it ends by itself, UTC.</param>
/// <param name="State">open, contacted, confirmed, delivered, active, expired, refused or failed.</param>
/// <param name="Number">Two digits that the sensor shows too; null before it asked.</param>
/// <param name="Request">Names the sensor's request in a confirmation; null before it asked.</param>
/// <param name="DeviceId">The new sensor; null before the confirmation.</param>
/// <param name="Ending">Why it ended; null while it goes on and when it is active.</param>
public sealed record PairingAnswer(
    string PairId, string Qr, string? Code, string? ExpiresAt, string State, string? Number, string? Request, string? DeviceId, string? Ending)
{
    internal static PairingAnswer Of(PairingSnapshot pairing) => new(
        pairing.PairId, pairing.Qr, pairing.Code, Answers.Utc(pairing.ExpiresAt), JsonNamingPolicy.CamelCase.ConvertName(pairing.State.ToString()),
        pairing.Number?.ToString("00", CultureInfo.InvariantCulture), pairing.RequestHash, pairing.DeviceId, pairing.Ending);
}

/// <summary>A credential by hand.</summary>
/// <param name="DeviceId">Client id and user name.</param>
/// <param name="Password">Password; kept nowhere.</param>
/// <param name="Host">Broker.</param>
/// <param name="Port">Its port.</param>
/// <param name="Topic">Where samples go.</param>
/// <param name="WebSocket">MQTT over WebSocket.</param>
/// <param name="Push">Sensor Logger's HTTP push, with <c>Authorization: Bearer DEVICE:PASSWORD</c>.</param>
public sealed record ByHandAnswer(string DeviceId, string Password, string Host, int Port, string Topic, string WebSocket, string Push);
