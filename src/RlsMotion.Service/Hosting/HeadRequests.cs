namespace RlsMotion.Service.Hosting;

/// <summary>Answers HEAD wherever GET is answered (RFC 9110, section 9.3.2): the same status and headers, and no body.</summary>
internal static class HeadRequests
{
    /// <summary>Lets everything behind it see a GET, and keeps back what it writes.</summary>
    public static void UseHeadRequests(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }
        Stream body = context.Response.Body;
        context.Request.Method = HttpMethods.Get;
        context.Response.Body = Stream.Null;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
            context.Request.Method = HttpMethods.Head; // the server knows by it that no body follows the headers
        }
    });
}
