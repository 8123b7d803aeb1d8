using NodaTime;
using NodaTime.Text;

namespace RlsMotion.Service.Api;

/// <summary>Problem details (RFC 9457) that say what is wrong and what to do.</summary>
internal static class Answers
{
    /// <summary>Characters in a name that people give; the pages take no more either.</summary>
    public const int LongestName = 60;

    /// <summary>404.</summary>
    public static IResult Missing(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status404NotFound, title: "Not found");

    /// <summary>400.</summary>
    public static IResult Wrong(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "Cannot be used");

    /// <summary>409.</summary>
    public static IResult Conflict(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: "Conflict");

    /// <summary>UTC with milliseconds; null stays null.</summary>
    public static string? Utc(Instant? instant) => instant is { } known ? InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss.fff'Z'").Format(known) : null;
}
