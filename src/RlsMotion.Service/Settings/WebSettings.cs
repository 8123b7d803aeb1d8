using System.ComponentModel.DataAnnotations;

namespace RlsMotion.Service.Settings;

/// <summary>How people and programs reach the pages and the API (section "Web"; the address itself is <c>--urls</c>).</summary>
public sealed class WebSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Web";

    /// <summary>Address of pages and API where <c>--urls</c> does not say otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Host names, besides this machine's own, under which a browser may ask: all others are refused (DNS rebinding). The default is none.</summary>
    [Required]
    public IList<string> AllowedHosts { get; } = [];
}
