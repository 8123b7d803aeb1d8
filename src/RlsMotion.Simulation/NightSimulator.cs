using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Simulation.Motion;
using RlsMotion.Simulation.Planning;
using RlsMotion.Simulation.Sensing;
using RlsMotion.Simulation.Truth;

namespace RlsMotion.Simulation;

/// <summary>Makes nights with known truth from a seed.</summary>
/// <remarks>What a night holds, and from which sources: docs/simulation.md. Samples are rendered as they are read, so memory does not grow with the night.</remarks>
public static class NightSimulator
{
    /// <summary>Draws a night.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static SimulatedNight Simulate(SimulationOptions options)
    {
        options.Check();
        ProfileTraits traits = ProfileTraits.Of(options.Profile);
        NightPlan plan = new NightPlanner(options, traits).Plan();
        SimulatedLeg first = Simulate(options, traits, plan, Leg.Left);
        SimulatedLeg? second = options.Profile == SimulationProfile.OneLeg ? null : Simulate(options, traits, plan, Leg.Right);
        TrueStage[] stages = [.. plan.Stages.Select(s => new TrueStage(s.Stage, At(options, s.Start), At(options, s.End)))];
        return options.SwapLegs ? new(options, second, first, stages) : new(options, first, second, stages);
    }

    private static SimulatedLeg Simulate(SimulationOptions options, ProfileTraits traits, NightPlan plan, Leg leg)
    {
        string name = leg == Leg.Left ? "left" : "right";
        LegCourse course = new LegCourseBuilder(leg, options.Start, new(options.Seed, name + "-motion")).Build(plan);
        long ahead = leg == Leg.Right ? 1000L * (options.RightClockAheadMilliseconds ?? traits.RightClockAheadMilliseconds) : 0;
        double drift = leg == Leg.Right ? options.RightClockDriftPpm : 0;
        SensorModel sensor = SensorModel.Draw(options, traits, new(options.Seed, name + "-sensor"), ahead, drift);
        IReadOnlyList<(long From, long To)> losses = traits.IsLossy ? LossPlanner.Draw(plan.Length, sensor.TrueRateHz, new(options.Seed, name + "-losses")) : [];
        Leg label = options.SwapLegs ? leg ^ Leg.Both : leg;
        return new(label, course, plan, sensor, losses, options, traits.IsLossy, name);
    }

    private static Instant At(SimulationOptions options, double seconds) => options.Start + Duration.FromMilliseconds((long)Math.Round(seconds * 1000));
}
