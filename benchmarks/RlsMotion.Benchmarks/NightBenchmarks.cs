using BenchmarkDotNet.Attributes;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Simulation;

namespace RlsMotion.Benchmarks;

/// <summary>Cost of a whole night, one leg, samples in memory to scored night: what a file, a replay and a catching-up grain pay.</summary>
[MemoryDiagnoser]
public class NightBenchmarks
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly Instant Evening = Instant.FromUtc(2026, 3, 27, 21, 30);
    private readonly List<SensorPacket> _packets = [];

    /// <summary>A cheap watch, the usual ankle sensor, a research sensor.</summary>
    [Params(25, 50, 100)]
    public int RateHz { get; set; }

    [GlobalSetup]
    public void Simulate()
    {
        SimulatedNight night = NightSimulator.Simulate(new SimulationOptions { Seed = 1, Hours = 8, RateHz = RateHz, Start = Evening, Profile = SimulationProfile.Rls });
        _packets.AddRange(night.Left!.Packets());
    }

    [Benchmark]
    public int EightHoursOfOneLeg()
    {
        var session = new NightSession(NightKey.Of("benchmark", Evening, Zone), new NightOptions());
        foreach (SensorPacket packet in _packets)
        {
            session.Push(Leg.Left, "benchmark", packet, received: null);
        }
        return session.Close().Summary.Periodic;
    }
}
