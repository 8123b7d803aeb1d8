using NodaTime;
using RlsMotion.Analysis.People;

namespace RlsMotion.Service.Ingestion;

/// <summary>A sensor as the sensors page and the API show it.</summary>
/// <param name="Sensor">The sensor.</param>
/// <param name="SubjectName">Who wears it.</param>
/// <param name="State">online, sleeping, charging or offline.</param>
/// <param name="LastSeen">When it was last heard; null if never.</param>
/// <param name="BatteryPercent">Battery; null if it does not say.</param>
/// <param name="ClockDriftPpm">How fast its clock runs, by its newest night; null if it was not compared.</param>
/// <param name="MissingSamples">Samples missing in its newest night; null without one.</param>
/// <param name="MissingPackets">The same in packets of the size it sends, rounded up; null without a night.</param>
/// <param name="Live">Its last half minute; null if it sent nothing since the start.</param>
public sealed record SensorView(
    Sensor Sensor, string SubjectName, string State, Instant? LastSeen, int? BatteryPercent, double? ClockDriftPpm, long? MissingSamples, long? MissingPackets, LiveView? Live)
{
    /// <summary>Whether it is connected.</summary>
    public bool IsOnline => State != "offline";
}
