using NodaTime;

namespace RlsMotion.Service.Ingestion;

/// <summary>What an import brought.</summary>
/// <param name="Sensor">Device id of the recorder here.</param>
/// <param name="Packets">Packets read.</param>
/// <param name="Added">Of these, packets that were not there before.</param>
/// <param name="Nights">Evenings of the nights they belong to.</param>
public sealed record RecordingImported(string Sensor, long Packets, long Added, IReadOnlyList<LocalDate> Nights);
