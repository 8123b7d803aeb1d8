using System.Net;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using MudBlazor.Services;
using NodaTime;
using RlsMotion.Service.Pages;
using RlsMotion.Service.Security;
using RlsMotion.Service.Settings;
using Scalar.AspNetCore;

namespace RlsMotion.Service.Hosting;

/// <summary>Puts the running system together.</summary>
public static class ServiceHost
{
    /// <summary>Builds the service; nothing listens yet.</summary>
    /// <param name="arguments">The command line.</param>
    /// <exception cref="RefusedException">A port is taken, an address could be reached from elsewhere, or an option lacks its value.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong.</exception>
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
        ListenAddresses.Check(settings.Urls, settings.Mqtt, settings.Web);
        builder.WebHost.UseStaticWebAssets(); // Production too: otherwise MudBlazor's stylesheet is empty under `dotnet run`
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        ServiceSettings.AddTo(builder.Services);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<IClock>(SystemClock.Instance);
        Orleans(builder, settings.Cluster);
        Web(builder, settings);
        WebApplication app = builder.Build();
        Routes(app);
        return app;
    }

    private static void Orleans(WebApplicationBuilder builder, ClusterSettings cluster)
    {
        int silo = cluster.SiloPort == 0 ? Ports.Free() : cluster.SiloPort;
        int gateway = cluster.GatewayPort == 0 ? Ports.Free() : cluster.GatewayPort;
        Ports.RequireFree(IPAddress.Loopback, silo, "silo", "Choose another Cluster:SiloPort, or 0 for a free one.");
        Ports.RequireFree(IPAddress.Loopback, gateway, "gateway", "Choose another Cluster:GatewayPort, or 0 for a free one.");
        builder.Host.UseOrleans(orleans => orleans.UseLocalhostClustering(silo, gateway));
    }

    private static void Web(WebApplicationBuilder builder, ServiceSettings settings)
    {
        IServiceCollection services = builder.Services;
        SignIn.Add(services, settings.Demo, settings.Web);
        services.AddAntiforgery(options => options.Cookie.SameSite = SameSiteMode.Strict);
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddMudServices();
        services.AddProblemDetails();
        services.AddOpenApi();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase)));
        services.AddHealthChecks();
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = 1 << 20); // recordings raise it for themselves
    }

    private static void Routes(WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseBrowserRules();
        app.UseMiddleware<LocalOnly>();
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
