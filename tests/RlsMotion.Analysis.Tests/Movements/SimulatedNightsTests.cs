using NodaTime;
using RlsMotion.Analysis.Agreement;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Samples;
using RlsMotion.Simulation;

namespace RlsMotion.Analysis.Tests.Movements;

/// <summary>How well leg movements are found in nights whose truth is known. The seeds here were not looked at while the detector was built.</summary>
public class SimulatedNightsTests(ITestOutputHelper output)
{
    private const double LeastIou = 0.3;

    private static readonly (SimulationProfile Profile, ulong Seed)[] Nights =
    [
        (SimulationProfile.Healthy, 1), (SimulationProfile.Rls, 2), (SimulationProfile.Rls, 3), (SimulationProfile.Rls, 4), (SimulationProfile.Severe, 5),
        (SimulationProfile.Severe, 6), (SimulationProfile.Elderly, 7), (SimulationProfile.Elderly, 8), (SimulationProfile.Restless, 9), (SimulationProfile.Cheap, 10),
    ];

    [Fact]
    public void Visible_leg_movements_of_ten_nights_are_found_where_they_are()
    {
        (int hits, int references, int detections) = (0, 0, 0);
        var errors = new List<double>();
        foreach ((SimulationProfile profile, ulong seed) in Nights)
        {
            SimulatedNight night = NightSimulator.Simulate(new() { Profile = profile, Seed = seed, Hours = 4 });
            (int nightHits, int nightReferences, int nightDetections) = (0, 0, 0);
            var nightErrors = new List<double>();
            foreach (SimulatedLeg leg in night.Legs)
            {
                Interval[] truth = [.. leg.Truth.Where(t => t.Kind == MovementClass.LegMovement && t.IsVisible).Select(t => new Interval(t.Onset, t.Offset))];
                MatchingResult result = EventMatching.ByOverlap(truth, Detect(leg), LeastIou);
                nightHits += result.TruePositives;
                nightReferences += result.References;
                nightDetections += result.Detections;
                nightErrors.AddRange(result.OnsetErrorsSeconds);
            }
            output.WriteLine(Line($"{profile} {seed}", nightHits, nightReferences, nightDetections, nightErrors));
            (hits, references, detections) = (hits + nightHits, references + nightReferences, detections + nightDetections);
            errors.AddRange(nightErrors);
        }
        output.WriteLine(Line("all", hits, references, detections, errors));
        Assert.True(2.0 * hits / (references + detections) >= 0.90, "F1 of all nights");
        Assert.True(Absolute(errors, 0.5) <= 0.1, "median onset error");
        Assert.True(Absolute(errors, 0.95) <= 0.3, "95th percentile of the onset error");
        Assert.InRange(errors.Average(), -0.05, 0.05);
    }

    [Fact]
    public void In_a_night_in_which_nobody_moves_nothing_is_found()
    {
        foreach (SimulatedLeg leg in NightSimulator.Simulate(new() { Profile = SimulationProfile.Silent, Seed = 11, Hours = 4 }).Legs)
        {
            Assert.Empty(Detect(leg));
        }
    }

    private static Interval[] Detect(SimulatedLeg leg)
    {
        var found = new List<DetectedMovement>();
        var detector = new MovementDetector(leg.NominalRateHz, new DetectorOptions());
        foreach (SensorPacket packet in leg.Packets())
        {
            detector.Push(packet.FirstIndex, packet.XyzG.Span, found);
        }
        detector.Flush(found);
        return [.. found.Where(m => Found.Class(m) == MovementClass.LegMovement).Select(m => new Interval(leg.TimeOf(m.OnsetIndex), leg.TimeOf(m.OffsetIndex)))];
    }

    private static string Line(string name, int hits, int references, int detections, List<double> errors) => FormattableString.Invariant(
        $"{name,-12} precision {(double)hits / Math.Max(1, detections):F3} recall {(double)hits / references:F3} F1 {2.0 * hits / (references + detections):F3} of {references}; onset |error| median {Absolute(errors, 0.5):F3} s, 95 % {Absolute(errors, 0.95):F3} s, bias {errors.Average():F3} s");

    private static double Absolute(List<double> errors, double share)
    {
        double[] sorted = [.. errors.Select(Math.Abs).Order()];
        return sorted[(int)(share * (sorted.Length - 1))];
    }
}
