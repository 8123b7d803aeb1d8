using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Simulation.Planning;

/// <summary>A stretch of the hypnogram in seconds from the recording's start.</summary>
internal readonly record struct PlannedStage(SleepStage Stage, double Start, double End);
