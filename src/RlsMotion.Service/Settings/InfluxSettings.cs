using System.ComponentModel.DataAnnotations;

namespace RlsMotion.Service.Settings;

/// <summary>A second, complete copy of the nights in InfluxDB (section "Influx"); off without <see cref="Url"/>.</summary>
public sealed class InfluxSettings : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Influx";

    /// <summary>Address such as http://127.0.0.1:8086; null switches InfluxDB off. The default is off.</summary>
    public string? Url { get; set; }

    /// <summary>Database (1.x, 3) or the bucket mapped to it (2.x). The default is rlsmotion.</summary>
    [RegularExpression("^[A-Za-z0-9_-]{1,64}$", ErrorMessage = "Influx:Database must be 1 to 64 letters, digits, '_' or '-'.")]
    public string Database { get; set; } = "rlsmotion";

    /// <summary>User name for Basic authentication; null for none.</summary>
    public string? User { get; set; }

    /// <summary>File that holds the password, or with <see cref="User"/> unset the token; null for none. Secrets are never settings.</summary>
    public string? PasswordFile { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is not null && !(Uri.TryCreate(Url, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"))
        {
            yield return new($"Influx:Url ({Url}) is no http or https address.", [nameof(Url)]);
        }
        if (User is not null && PasswordFile is null)
        {
            yield return new($"Influx:User ({User}) needs Influx:PasswordFile, which is not set.", [nameof(PasswordFile)]);
        }
        if (PasswordFile is { } file && !File.Exists(file))
        {
            yield return new($"Influx:PasswordFile names {file}, which is not there.", [nameof(PasswordFile)]);
        }
    }
}
