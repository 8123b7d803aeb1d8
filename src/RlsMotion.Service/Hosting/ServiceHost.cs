using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MQTTnet.AspNetCore;
using MudBlazor.Services;
using NodaTime;
using OpenTelemetry.Metrics;
using RlsMotion.Ingest.Broker;
using RlsMotion.Service.Api;
using RlsMotion.Service.Ingestion;
using RlsMotion.Service.Pages;
using RlsMotion.Service.Security;
using RlsMotion.Service.Settings;
using RlsMotion.Storage;
using Scalar.AspNetCore;

namespace RlsMotion.Service.Hosting;

/// <summary>Puts the running system together.</summary>
public static class ServiceHost
{
    /// <summary>Builds the service; nothing listens yet, but the data folder is open.</summary>
    /// <param name="arguments">The command line.</param>
    /// <exception cref="RefusedException">A port is taken, an address could be reached from elsewhere, or an option lacks its value.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong.</exception>
    /// <exception cref="Storage.StorageException">The data folder cannot be used.</exception>
    public static WebApplication Build(IReadOnlyList<string> arguments)
    {
        // The folder of the program, not of the caller: settings and pages are found from wherever it was started.
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = CommandLine.Rewrite(arguments),
            ApplicationName = typeof(ServiceHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        var settings = ServiceSettings.Read(builder.Configuration);
        ListenAddresses.Check(settings.Urls, settings.Mqtt);
        builder.WebHost.UseStaticWebAssets(); // Production too: otherwise MudBlazor's stylesheet is empty under `dotnet run`
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        ServiceSettings.AddTo(builder.Services);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<IClock>(SystemClock.Instance);
        AddOrleans(builder, settings.Cluster);
        builder.Services.AddStorage(settings);
        builder.Services.AddNights();
        builder.Services.AddIngestion(settings);
        builder.Services.AddDemo(settings);
        AddWeb(builder.Services, settings);
        WebApplication app = builder.Build();
        MapRoutes(app);
        return app;
    }

    private static void AddOrleans(WebApplicationBuilder builder, ClusterSettings cluster)
    {
        int silo = cluster.SiloPort == 0 ? Ports.Free() : cluster.SiloPort;
        int gateway = cluster.GatewayPort == 0 ? Ports.Free() : cluster.GatewayPort;
        Ports.RequireFree(IPAddress.Loopback, silo, "silo", "Choose another Cluster:SiloPort, or 0 for a free one.");
        Ports.RequireFree(IPAddress.Loopback, gateway, "gateway", "Choose another Cluster:GatewayPort, or 0 for a free one.");
        builder.Host.UseOrleans(orleans => orleans.UseLocalhostClustering(silo, gateway));
    }

    private static void AddWeb(IServiceCollection services, ServiceSettings settings)
    {
        services.AddSingleton(AccessKey.Open(settings.Folder));
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.Folder, "keys"))).SetApplicationName("RlsMotion");
        SignIn.Add(services, settings.Demo);
        services.AddAntiforgery(options => options.Cookie.SameSite = SameSiteMode.Strict);
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddMudServices();
        services.AddProblemDetails();
        services.AddOpenApi();
        services.AddHealthChecks().AddCheck<ReadinessCheck>("ready");
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(BrokerMetrics.MeterName, "Microsoft.Orleans")
            .AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddPrometheusExporter());
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = 1 << 20); // recordings raise it for themselves
    }

    // A disk that is full now may have room again: come back later.
    private static int StatusOf(Exception error) => error switch
    {
        Microsoft.AspNetCore.Http.BadHttpRequestException wrong => wrong.StatusCode,
        StorageException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static void MapRoutes(WebApplication app)
    {
        app.UseHeadRequests();
        app.UseRouting(); // after it, so that a route for GET is found
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = failed => StatusOf(failed.Exception) < StatusCodes.Status500InternalServerError, // a caller's mistake is no error of ours
        });
        app.UseStatusCodePages();
        app.UseBrowserRules();
        app.UseWebSockets(); // first: it tells LocalOnly that a request opens a WebSocket
        app.UseMiddleware<LocalOnly>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapConnectionHandler<MqttConnectionHandler>(
            SensorDoor.WebSocketPath, options => options.WebSockets.SubProtocolSelector = MqttSubProtocolSelector.SelectSubProtocol).AllowAnonymous(); // sensors have their own credentials
        app.MapOpenApi();
        app.MapScalarApiReference();
        app.MapPrometheusScrapingEndpoint();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new() { ResponseWriter = ReadinessCheck.WriteAsync }).AllowAnonymous();
        app.MapServiceApi();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
