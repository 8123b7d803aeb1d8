namespace RlsMotion.Service.Hosting;

/// <summary>Turns the words people type into settings.</summary>
internal static class CommandLine
{
    /// <summary>What <c>--help</c> prints.</summary>
    public const string Help = """
        rlsmotion service: hears ankle sensors, counts periodic leg movements, shows nights.

          --demo             a simulated sleeper with two simulated sensors streams a night; data apart in DIR/demo
          --data DIR         folder of the databases and keys (default ~/.rlsmotion)
          --urls URL         address of pages and API (default http://127.0.0.1:5080)
          --mqtt-port PORT   port of the embedded MQTT broker on 127.0.0.1 (default 1883)
          --Section:Name V   any other setting, as in appsettings.json or the environment (Section__Name=V)
        """;

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["--data"] = "--Storage:Data",
        ["--mqtt-port"] = "--Mqtt:Port",
    };

    /// <summary>Options of the web host that test hosts and tools pass; nobody types them.</summary>
    private static readonly HashSet<string> OfTheHost = new(StringComparer.OrdinalIgnoreCase) { "--environment", "--contentRoot", "--applicationName" };

    /// <summary>Rewrites short options to their settings; leaves settings as they are.</summary>
    /// <exception cref="RefusedException">A short option lacks its value, or a word is no option: a mistyped one must not start something else.</exception>
    public static string[] Rewrite(IReadOnlyList<string> arguments)
    {
        List<string> rewritten = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            int equals = argument.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? argument : argument[..equals];
            if (argument == "--demo")
            {
                rewritten.Add("--Demo:Enabled=true");
            }
            else if (Names.TryGetValue(name, out string? setting) || name == "--urls")
            {
                setting ??= name;
                if (equals < 0 && (i + 1 == arguments.Count || arguments[i + 1].StartsWith("--", StringComparison.Ordinal)))
                {
                    throw new RefusedException($"{name} needs a value; see --help.");
                }
                rewritten.Add($"{setting}={(equals < 0 ? arguments[++i] : argument[(equals + 1)..])}");
            }
            else if (name.Contains(':', StringComparison.Ordinal) || OfTheHost.Contains(name))
            {
                rewritten.Add(argument);
                if (equals < 0 && i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                {
                    rewritten.Add(arguments[++i]);
                }
            }
            else
            {
                throw new RefusedException($"{argument} is no option; see --help.");
            }
        }
        return [.. rewritten];
    }
}
