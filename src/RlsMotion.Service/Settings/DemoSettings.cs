using System.ComponentModel.DataAnnotations;

namespace RlsMotion.Service.Settings;

/// <summary>The demonstration with a simulated sleeper (section "Demo"; on the command line <c>--demo</c>).</summary>
public sealed class DemoSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Demo";

    /// <summary>Pseudonym of the simulated sleeper.</summary>
    public const string Subject = "demo";

    /// <summary>Whether the service runs as a demonstration: own data folder, no sign-in, two simulated sensors. The default is no.</summary>
    public bool Enabled { get; set; }

    /// <summary>Length of the simulated night in hours, 0.25 to 12. The default is 8.</summary>
    [Range(0.25, 12, ErrorMessage = "Demo:Hours must lie between 0.25 and 12.")]
    public double Hours { get; set; } = 8;

    /// <summary>Seed of the first simulated night. The default is 1.</summary>
    [Range(0, int.MaxValue, ErrorMessage = "Demo:Seed must be zero or more.")]
    public int Seed { get; set; } = 1;

    /// <summary>Time zone of the simulated sleeper, by its IANA name. The default is Europe/Berlin.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Demo:Zone is empty; name an IANA time zone such as Europe/Berlin.")]
    public string Zone { get; set; } = "Europe/Berlin";
}
