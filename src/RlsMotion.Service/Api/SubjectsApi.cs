using NodaTime;
using RlsMotion.Analysis.People;
using RlsMotion.Storage.People;

namespace RlsMotion.Service.Api;

/// <summary>People.</summary>
internal static class SubjectsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/subjects", async (Registry registry, CancellationToken cancellation) =>
                (await registry.SubjectsAsync(cancellation)).Select(SubjectAnswer.Of).ToArray())
            .WithSummary("Everybody who is recorded").WithTags("Subjects");
        api.MapPost("/subjects", AddAsync)
            .WithSummary("Adds a person").WithTags("Subjects").Produces<SubjectAnswer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> AddAsync(SubjectAnswer subject, Registry registry, CancellationToken cancellation)
    {
        if (subject is not { Id: not null, Name: not null, Zone: not null })
        {
            return Answers.Wrong("id, name and zone are all needed.");
        }
        if (subject.Name.Length > Answers.LongestName)
        {
            return Answers.Wrong($"name has {subject.Name.Length} characters; {Answers.LongestName} is the most.");
        }
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(subject.Zone) is not { } zone)
        {
            return Answers.Wrong($"zone '{subject.Zone}' is no IANA time zone; an example is Europe/Berlin.");
        }
        try
        {
            await registry.SaveSubjectAsync(new Subject(subject.Id, subject.Name, zone), "owner", cancellation);
        }
        catch (ArgumentException error)
        {
            return Answers.Wrong(error.Message);
        }
        return Results.Created($"/api/v1/subjects/{subject.Id}/nights", subject);
    }
}

/// <summary>A person.</summary>
/// <param name="Id">Pseudonym: 1 to 64 of a-z, 0-9 and hyphen.</param>
/// <param name="Name">What the pages call the person.</param>
/// <param name="Zone">IANA time zone.</param>
public sealed record SubjectAnswer(string Id, string Name, string Zone)
{
    internal static SubjectAnswer Of(Subject subject) => new(subject.Id, subject.Name, subject.Zone.Id);
}
