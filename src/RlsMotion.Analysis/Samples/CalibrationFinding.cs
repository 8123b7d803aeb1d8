namespace RlsMotion.Analysis.Samples;

/// <summary>What a recording says of its sensor's scale and offset.</summary>
/// <param name="Calibration">The calibration found; null where it was refused.</param>
/// <param name="Refusal">Why not; null where one was found.</param>
/// <param name="StillWindows">Windows of ten seconds in which the sensor was still.</param>
/// <param name="ErrorBeforeG">Mean distance of the still windows from 1 g as read, in g; null without windows.</param>
/// <param name="ErrorAfterG">The same with the calibration, in g; null where nothing was fitted.</param>
public sealed record CalibrationFinding(Calibration? Calibration, CalibrationRefusal? Refusal, int StillWindows, double? ErrorBeforeG, double? ErrorAfterG);
