namespace RlsMotion.Analysis.Samples;

/// <summary>Part of a boot in which the sensor's clock ran without a step.</summary>
/// <param name="FromIndex">First sample index that it places; the first segment of a boot begins at <see cref="long.MinValue"/>.</param>
/// <param name="ToIndex">Sample index after the last that it places; the last segment of a boot ends at <see cref="long.MaxValue"/>. Between two
/// segments lies the step: samples whose time is not known.</param>
/// <param name="Map">Places its samples; null where nothing is known to place them by.</param>
/// <param name="IsBelieved">False where the sensor's own date or rate could not be believed and something else was taken instead.</param>
internal sealed record ClockSegment(long FromIndex, long ToIndex, ClockMap? Map, bool IsBelieved);
