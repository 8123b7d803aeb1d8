using System.ComponentModel.DataAnnotations;

namespace RlsMotion.Analysis.Movements;

/// <summary>What the detector takes for a movement. The defaults and their reasons are told in docs/signal.md.</summary>
/// <remarks>
/// "Change" is the length of the vector between the mean acceleration of the coming and of the past 0.1 s. Its root mean square over half a
/// second is compared with the floor: what the same quantity is while the leg lies still.
/// </remarks>
public sealed class DetectorOptions : IValidatableObject
{
    /// <summary>A movement begins where the change rises above this many floors. The default is 1.85: half a second of noise has about 15 degrees of
    /// freedom, so that its root mean square spreads by 18 %, and 1.85 is nearly five spreads away.</summary>
    [Range(1.2, 20)]
    public double OnFloors { get; init; } = 1.85;

    /// <summary>A movement has ended where the change falls below this many floors. The default is 1.4, between the floor and the onset threshold.</summary>
    [Range(1.05, 20)]
    public double OffFloors { get; init; } = 1.4;

    /// <summary>No change below this begins a movement, however silent the night, in g. The default is 5 mg: breathing of 10 mg changes by 2 mg in 0.1 s,
    /// a heartbeat by as much, and the weakest foot movement that an eye would see in the signal (10 mg, 2 Hz) by 6 mg.</summary>
    [Range(0.0005, 0.5)]
    public double LeastOnG { get; init; } = 0.005;

    /// <summary>No change below this goes on being a movement, in g. The default is 3 mg, above breathing and heartbeat.</summary>
    [Range(0.0002, 0.5)]
    public double LeastOffG { get; init; } = 0.003;

    /// <summary>The longest that a tilt may be held between two bursts of one movement, in seconds. The default is 10: a longer movement is no candidate by any rule set.</summary>
    [Range(0.5, 15)]
    public double LongestHoldSeconds { get; init; } = 10;

    /// <summary>Bursts closer than this are one movement, in seconds. The default is 0.5 (WASM 2016).</summary>
    [Range(0.1, 2)]
    public double JoinSeconds { get; init; } = 0.5;

    /// <summary>How far the floor looks back, in seconds. The default is 90: with periodic movements about every 22 s there is rest enough between them.</summary>
    [Range(10, 600)]
    public double FloorPastSeconds { get; init; } = 90;

    /// <summary>How far the floor looks ahead, in seconds; this is also the delay of the stored result. The default is 45: enough to know the floor at the start of a stretch.</summary>
    [Range(5, 100)]
    public double FloorAheadSeconds { get; init; } = 45;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OffFloors >= OnFloors)
        {
            yield return new($"OffFloors ({OffFloors}) must be below OnFloors ({OnFloors}).", [nameof(OffFloors)]);
        }
        if (LeastOffG >= LeastOnG)
        {
            yield return new($"LeastOffG ({LeastOffG} g) must be below LeastOnG ({LeastOnG} g).", [nameof(LeastOffG)]);
        }
    }
}
