namespace RlsMotion.Service.Api;

/// <summary>The HTTP API: its address and its parts.</summary>
internal static class ServiceApi
{
    /// <summary>Maps everything under /api/v1.</summary>
    public static void MapServiceApi(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup("/api/v1").DisableAntiforgery(); // other sites are kept out by LocalOnly, forms are not taken here
        SubjectsApi.Map(api);
        PairingsApi.Map(api);
        SensorsApi.Map(api);
        NightsApi.Map(api);
        RecordingsApi.Map(api);
        PushApi.Map(api);
        api.MapFallback((HttpContext context) => Answers.Missing($"There is nothing at {context.Request.Path}; /openapi/v1.json lists what there is."));
    }
}
