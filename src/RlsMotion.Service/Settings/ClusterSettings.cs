using System.ComponentModel.DataAnnotations;

namespace RlsMotion.Service.Settings;

/// <summary>Ports of the Orleans silo on this machine (section "Cluster").</summary>
public sealed class ClusterSettings : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cluster";

    /// <summary>Port by which silos talk to each other; 0 takes a free one, so that two services never share one by accident. The default is 0.</summary>
    [Range(0, 65535, ErrorMessage = "Cluster:SiloPort must lie between 0 and 65535.")]
    public int SiloPort { get; set; }

    /// <summary>Port for clients of the silo; 0 takes a free one. The default is 0.</summary>
    [Range(0, 65535, ErrorMessage = "Cluster:GatewayPort must lie between 0 and 65535.")]
    public int GatewayPort { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SiloPort != 0 && SiloPort == GatewayPort)
        {
            yield return new($"Cluster:SiloPort ({SiloPort}) and Cluster:GatewayPort ({GatewayPort}) must differ.", [nameof(GatewayPort)]);
        }
    }
}
