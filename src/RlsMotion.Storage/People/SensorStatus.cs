using NodaTime;

namespace RlsMotion.Storage.People;

/// <summary>What a sensor last said of itself. Null where it has not.</summary>
/// <param name="Sensor">Device id.</param>
/// <param name="Info">Its last retained <c>info</c>, as it came (JSON).</param>
/// <param name="InfoAt">When that was received.</param>
/// <param name="State">Its last retained <c>state</c>, as it came (JSON).</param>
/// <param name="StateAt">When that was received.</param>
/// <param name="BatteryPercent">Battery, 0 to 100 percent.</param>
/// <param name="LastSeen">When it was last heard.</param>
public sealed record SensorStatus(string Sensor, string? Info, Instant? InfoAt, string? State, Instant? StateAt, int? BatteryPercent, Instant? LastSeen);
