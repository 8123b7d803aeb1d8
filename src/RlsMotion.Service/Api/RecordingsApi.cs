using Microsoft.AspNetCore.Mvc;
using NodaTime.Text;
using RlsMotion.Recordings;
using RlsMotion.Service.Ingestion;
using RlsMotion.Service.Settings;
using RlsMotion.Storage.People;

namespace RlsMotion.Service.Api;

/// <summary>Recording files.</summary>
internal static class RecordingsApi
{
    /// <summary>Largest file that is taken, 2 GiB: a week of one leg at 100 Hz.</summary>
    private const long MaxBytes = 2L << 30;

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/subjects/{id}/recordings", ImportAsync)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBytes))
            .WithSummary("Imports a recording (CWA or CSV, also packed with gzip) as the request's body; ?leg=left or right").WithTags("Recordings")
            .Produces<RecordingAnswer>().ProducesProblem(400).ProducesProblem(404);

    private static async Task<IResult> ImportAsync(
        string id, string? leg, HttpRequest request, Registry registry, RecordingImport import, ServiceSettings settings, CancellationToken cancellation)
    {
        if (LegWord.Read(leg) is not { } side)
        {
            return Answers.Wrong($"leg is '{leg}'; it must be left or right.");
        }
        if (await registry.FindSubjectAsync(id, cancellation) is not { } subject)
        {
            return Answers.Missing($"There is no subject '{id}'.");
        }
        string folder = Directory.CreateDirectory(Path.Combine(settings.Folder, "incoming")).FullName;
        string path = Path.Combine(folder, Path.GetRandomFileName());
        try
        {
            await using (FileStream file = File.Create(path))
            {
                await request.Body.CopyToAsync(file, cancellation);
            }
            RecordingImported imported = await import.ImportAsync(path, subject, side, cancellation);
            return Results.Ok(new RecordingAnswer(imported.Sensor, imported.Packets, imported.Added, [.. imported.Nights.Select(LocalDatePattern.Iso.Format)]));
        }
        catch (RecordingException error)
        {
            return Answers.Wrong($"The recording {(error.Place.Length > 0 ? $"({error.Place}) " : "")}{error.What} {error.Remedy}");
        }
        finally
        {
            File.Delete(path);
        }
    }
}

/// <summary>What an import brought.</summary>
/// <param name="Sensor">Device id of the recorder here.</param>
/// <param name="Packets">Packets read.</param>
/// <param name="Added">Of these, packets that were not there before.</param>
/// <param name="Nights">Evenings of the nights they belong to.</param>
public sealed record RecordingAnswer(string Sensor, long Packets, long Added, string[] Nights);
