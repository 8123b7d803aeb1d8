using RlsMotion.Service.Security;
using RlsMotion.Service.Settings;

namespace RlsMotion.Service.Hosting;

/// <summary>What the console says when the service is up.</summary>
internal static class Greeting
{
    /// <summary>Where to look, where sensors go, where data is, and at the first start the key.</summary>
    public static string For(WebApplication app)
    {
        ServiceSettings settings = app.Services.GetRequiredService<ServiceSettings>();
        List<string> lines =
        [
            "",
            $"  RlsMotion is up{(settings.Demo.Enabled ? ", with a simulated sleeper" : "")}.",
            $"  Pages and API   {string.Join(' ', app.Urls)}",
            $"  Data            {settings.Folder}",
        ];
        if (!settings.Demo.Enabled && app.Services.GetService<AccessKey>() is { } key) // the demo asks for none
        {
            lines.Add(key.Text is { } text
                ? $"  Access key      {text}   (printed this once; kept in {key.Path})"
                : $"  Access key      in {key.Path}");
        }
        lines.Add("  Ctrl+C ends it.");
        lines.Add("");
        return string.Join(Environment.NewLine, lines);
    }
}
