using System.Text;
using NodaTime;
using NodaTime.Text;
using RlsMotion.Analysis.Nights;
using RlsMotion.Reports.Json;
using RlsMotion.Reports.Pages;
using RlsMotion.Reports.Text;
using RlsMotion.Service.Nights;
using RlsMotion.Storage.Nights;

namespace RlsMotion.Service.Api;

/// <summary>Nights.</summary>
internal static class NightsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/subjects/{id}/nights").WithTags("Nights");
        group.MapGet("/", ListAsync).WithSummary("A person's nights, newest first; the date is that of the evening").Produces<NightLine[]>().ProducesProblem(404);
        group.MapGet("/{date}", GetAsync)
            .WithSummary("A night as JSON (rlsmotion.night/1); with the ending .json, .csv or .html in that form")
            .Produces<NightDocument>().ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(string id, NightShelf shelf, CancellationToken cancellation) =>
        await shelf.ListAsync(id, cancellation) is { } nights ? Results.Ok(nights.Select(NightLine.Of).ToArray()) : Answers.Missing($"There is no subject '{id}'.");

    private static async Task<IResult> GetAsync(string id, string date, NightShelf shelf, CancellationToken cancellation)
    {
        int dot = date.IndexOf('.', StringComparison.Ordinal);
        (string day, string form) = dot < 0 ? (date, "json") : (date[..dot], date[(dot + 1)..]);
        if (!LocalDatePattern.Iso.Parse(day).TryGetValue(default, out LocalDate evening))
        {
            return Answers.Wrong($"'{date}' is no date; 2026-10-24 would be.");
        }
        if (form is not ("json" or "csv" or "html"))
        {
            return Answers.Wrong($"A night is there as .json, .csv and .html, not as .{form}.");
        }
        return await shelf.LoadAsync(id, evening, cancellation) is { } night ? Written(night, form) : Answers.Missing($"Nothing is stored of the night of {day} of '{id}'.");
    }

    private static IResult Written(NightRecord night, string form)
    {
        switch (form)
        {
            case "csv":
                using (var csv = new StringWriter(System.Globalization.CultureInfo.InvariantCulture))
                {
                    NightCsv.Write(csv, night);
                    return Results.Text(csv.ToString(), "text/csv", Encoding.UTF8);
                }
            case "html":
                using (var page = new StringWriter(System.Globalization.CultureInfo.InvariantCulture))
                {
                    NightHtml.Write(page, night);
                    return Results.Text(page.ToString(), "text/html", Encoding.UTF8);
                }
            default:
                return Results.Text(NightJson.ToText(night), "application/json", Encoding.UTF8);
        }
    }
}

/// <summary>One line of a list of nights.</summary>
/// <param name="Date">Date of the evening, as 2026-10-24.</param>
/// <param name="Periodic">Periodic leg movements.</param>
/// <param name="PlmPerHour">Ankle PLM index; null where rest is not known.</param>
/// <param name="ValidHours">Usable hours.</param>
/// <param name="Grade">Data quality, A to D.</param>
/// <param name="Final">False while it is being recorded.</param>
public sealed record NightLine(string Date, int Periodic, double? PlmPerHour, double ValidHours, string Grade, bool Final)
{
    internal static NightLine Of(NightListing night) => new(
        LocalDatePattern.Iso.Format(night.Date), night.Summary.Periodic, night.Summary.PlmPerHour, night.Summary.ValidHours, night.Summary.Grade, night.IsFinal);
}
