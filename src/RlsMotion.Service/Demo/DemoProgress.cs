using NodaTime;

namespace RlsMotion.Service.Demo;

/// <summary>How far the simulated night has come.</summary>
/// <param name="Night">Date of its evening.</param>
/// <param name="Fraction">Share that was sent, 0 to 1.</param>
/// <param name="Step">What happens now, for people.</param>
public sealed record DemoProgress(LocalDate Night, double Fraction, string Step);
