using NodaTime;
using RlsMotion.Analysis.Movements;

namespace RlsMotion.Storage.People;

/// <summary>Where a sensor sits from an instant on, until its next placement.</summary>
/// <param name="Sensor">Device id.</param>
/// <param name="From">First instant of it.</param>
/// <param name="Leg">Left or right.</param>
/// <param name="Site">Where on the leg: ankle, shin, foot, toe.</param>
public sealed record Placement(string Sensor, Instant From, Leg Leg, string Site);
