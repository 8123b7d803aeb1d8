using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace RlsMotion.Service.Security;

/// <summary>Signs in programs by <c>Authorization: Bearer KEY</c>.</summary>
public sealed class AccessKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessKey key)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    /// <summary>Who holds the key: the owner of this installation.</summary>
    public static ClaimsPrincipal Owner(string scheme) => new(new ClaimsIdentity([new(ClaimTypes.Name, "owner")], scheme));

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }
        return Task.FromResult(key.Matches(header[Prefix.Length..].Trim())
            ? AuthenticateResult.Success(new(Owner(Scheme.Name), Scheme.Name))
            : AuthenticateResult.Fail("That is not the key."));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        var problem = new ProblemDetails
        {
            Status = StatusCodes.Status401Unauthorized,
            Title = "Sign-in needed",
            Detail = $"Send 'Authorization: Bearer KEY'; the key is in the file {AccessKey.FileName} of the data folder.",
        };
        return Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", Context.RequestAborted);
    }
}
