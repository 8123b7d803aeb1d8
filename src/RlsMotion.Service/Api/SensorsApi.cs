using RlsMotion.Service.Ingestion;

namespace RlsMotion.Service.Api;

/// <summary>Sensors.</summary>
internal static class SensorsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/sensors", async (SensorBoard board, CancellationToken cancellation) => (await board.ListAsync(cancellation)).Select(SensorAnswer.Of).ToArray())
            .WithSummary("All paired sensors").WithTags("Sensors");
        api.MapDelete("/sensors/{id}", async (string id, SensorBoard board, CancellationToken cancellation) =>
                await board.RevokeAsync(id, cancellation) ? Results.NoContent() : Answers.Missing($"There is no sensor '{id}'."))
            .WithSummary("Revokes a sensor: its credential ends, its nights stay").WithTags("Sensors").Produces(204).ProducesProblem(404);
    }
}

/// <summary>A sensor.</summary>
/// <param name="Id">Device id.</param>
/// <param name="Subject">Pseudonym of the person.</param>
/// <param name="Leg">left or right.</param>
/// <param name="Name">What it is called.</param>
/// <param name="State">online, sleeping, charging or offline.</param>
/// <param name="BatteryPercent">Battery; null if it does not say.</param>
/// <param name="LastSeen">UTC; null if never.</param>
/// <param name="ClockDriftPpm">In its newest night, parts per million; null if it was not compared.</param>
/// <param name="LostPackets">Missing samples of its newest night in packets of 5 s; null without one.</param>
public sealed record SensorAnswer(
    string Id, string Subject, string Leg, string Name, string State, int? BatteryPercent, string? LastSeen, double? ClockDriftPpm, long? LostPackets)
{
    internal static SensorAnswer Of(SensorView view) => new(
        view.Sensor.Id, view.Sensor.Subject, LegWord.Of(view.Sensor.Leg), view.Sensor.Name, view.State, view.BatteryPercent, Answers.Utc(view.LastSeen),
        view.ClockDriftPpm, view.MissingPackets);
}
