using RlsMotion.Analysis.People;

namespace RlsMotion.Service.Ingestion;

/// <summary>A sensor that may send, with what a packet of it needs.</summary>
/// <param name="Sensor">The sensor.</param>
/// <param name="Subject">Who wears it.</param>
/// <param name="ByHand">Whether its credential was made by hand.</param>
public sealed record KnownSensor(Sensor Sensor, Subject Subject, bool ByHand);
