using System.ComponentModel.DataAnnotations;

namespace RlsMotion.Service.Settings;

/// <summary>How sensors reach the service by MQTT (section "Mqtt").</summary>
public sealed class MqttSettings : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Mqtt";

    /// <summary>Port of the embedded broker, on 127.0.0.1 only, since plain MQTT never leaves the machine; 0 takes a free one. The default is 1883. On the command line <c>--mqtt-port</c>.</summary>
    [Range(0, 65535, ErrorMessage = "Mqtt:Port must lie between 0 and 65535.")]
    public int Port { get; set; } = 1883;

    /// <summary>Host of a broker elsewhere (mosquitto, EMQX) to which the service subscribes as well; null for none. The default is none.</summary>
    public string? ExternalHost { get; set; }

    /// <summary>Port of that broker. The default is 1883. Ignored without <see cref="ExternalHost"/>.</summary>
    [Range(1, 65535, ErrorMessage = "Mqtt:ExternalPort must lie between 1 and 65535.")]
    public int ExternalPort { get; set; } = 1883;

    /// <summary>Whether that broker is spoken to by TLS; required unless it is on this machine. The default is no.</summary>
    public bool ExternalTls { get; set; }

    /// <summary>User name there; null for none.</summary>
    public string? ExternalUser { get; set; }

    /// <summary>File that holds the password there; null for none. Passwords are never settings.</summary>
    public string? ExternalPasswordFile { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ExternalPasswordFile is not null && ExternalUser is null)
        {
            yield return new($"Mqtt:ExternalPasswordFile ({ExternalPasswordFile}) needs Mqtt:ExternalUser, which is not set.", [nameof(ExternalUser)]);
        }
        if (ExternalPasswordFile is { } file && !File.Exists(file))
        {
            yield return new($"Mqtt:ExternalPasswordFile names {file}, which is not there.", [nameof(ExternalPasswordFile)]);
        }
        if (ExternalUser is not null && ExternalHost is null)
        {
            yield return new($"Mqtt:ExternalUser ({ExternalUser}) needs Mqtt:ExternalHost, which is not set.", [nameof(ExternalHost)]);
        }
    }
}
