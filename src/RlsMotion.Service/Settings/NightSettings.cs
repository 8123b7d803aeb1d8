using System.ComponentModel.DataAnnotations;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Service.Settings;

/// <summary>When a night is shown, and when it is finished (section "Nights").</summary>
public sealed class NightSettings : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Nights";

    /// <summary>The scoring rules. The default is Wasm2016.</summary>
    public RuleSet Rules { get; set; } = RuleSet.Wasm2016;

    /// <summary>How often a running night is stored for the pages. The default is 2 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:10:00", ErrorMessage = "Nights:SnapshotEvery must lie between 00:00:00.2 and 00:10:00.")]
    public TimeSpan SnapshotEvery { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Silence after which a live night is finished; it opens again when more arrives. The default is 20 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "12:00:00", ErrorMessage = "Nights:QuietAfter must lie between 00:00:10 and 12:00:00.")]
    public TimeSpan QuietAfter { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>The same where all that came was history sent late or from a file. The default is 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "12:00:00", ErrorMessage = "Nights:QuietAfterHistory must lie between 00:00:01 and 12:00:00.")]
    public TimeSpan QuietAfterHistory { get; set; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (QuietAfterHistory > QuietAfter)
        {
            yield return new($"Nights:QuietAfterHistory ({QuietAfterHistory}) must not be longer than Nights:QuietAfter ({QuietAfter}).", [nameof(QuietAfterHistory)]);
        }
        if (SnapshotEvery > QuietAfter)
        {
            yield return new($"Nights:SnapshotEvery ({SnapshotEvery}) must not be longer than Nights:QuietAfter ({QuietAfter}).", [nameof(SnapshotEvery)]);
        }
    }
}
