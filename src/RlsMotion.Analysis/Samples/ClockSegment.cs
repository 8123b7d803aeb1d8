namespace RlsMotion.Analysis.Samples;

/// <summary>Part of a boot in which the sensor's clock ran without a step.</summary>
/// <param name="FromIndex">First sample index; the first segment also places what lies before.</param>
/// <param name="Map">Places its samples; null where nothing is known to place them by.</param>
/// <param name="IsBelieved">False where the sensor's own date could not be believed and the time of arrival was taken instead.</param>
internal sealed record ClockSegment(long FromIndex, ClockMap? Map, bool IsBelieved);
