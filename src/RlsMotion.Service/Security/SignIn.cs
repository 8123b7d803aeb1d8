using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using RlsMotion.Service.Settings;

namespace RlsMotion.Service.Security;

/// <summary>Who may see pages and API: everybody on this machine in the demonstration, else whoever holds the access key.</summary>
internal static class SignIn
{
    /// <summary>Path of the sign-in page.</summary>
    public const string Path = "/sign-in";

    private const string Choice = "choice";
    private const string Key = "key";
    private const string Demo = "demo";

    /// <summary>Registers sign-in; everything needs it that does not say otherwise.</summary>
    public static void Add(IServiceCollection services, DemoSettings demo)
    {
        AuthenticationBuilder authentication = services.AddAuthentication(Choice);
        authentication.AddCookie(options =>
        {
            options.Cookie.Name = "rlsmotion";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.HttpOnly = true;
            options.LoginPath = Path;
            options.ReturnUrlParameter = "back";
            options.ExpireTimeSpan = TimeSpan.FromDays(30);
            options.SlidingExpiration = true;
        });
        authentication.AddScheme<AuthenticationSchemeOptions, AccessKeyHandler>(Key, null);
        bool open = demo.Enabled;
        if (open)
        {
            authentication.AddScheme<AuthenticationSchemeOptions, DemoSignIn>(Demo, null);
        }
        authentication.AddPolicyScheme(Choice, null, options => options.ForwardDefaultSelector = context =>
            open ? Demo
            : context.Request.Headers.ContainsKey("Authorization") || !IsPage(context.Request) && !HasCookie(context.Request) ? Key
            : CookieAuthenticationDefaults.AuthenticationScheme);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static bool HasCookie(HttpRequest request) => request.Cookies.ContainsKey("rlsmotion");

    private static bool IsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);
}
