using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Analysis.Tests.Nights;

internal static class Records
{
    public static NightRecord Of(IEnumerable<SensorPacket> left, IEnumerable<SensorPacket>? right = null, NightOptions? options = null, NightKey? key = null)
    {
        var session = new NightSession(key ?? TestLeg.Key, options ?? new NightOptions());
        foreach (SensorPacket packet in left)
        {
            session.Push(Leg.Left, "l", packet, null);
        }
        foreach (SensorPacket packet in right ?? [])
        {
            session.Push(Leg.Right, "r", packet, null);
        }
        return session.Close();
    }

    /// <summary>Everything but the clock maps, which say the same with other anchors when packets are cut elsewhere.</summary>
    public static void AssertSame(NightRecord expected, NightRecord actual)
    {
        Assert.Equal(expected.LegMovements, actual.LegMovements);
        Assert.Equal(expected.Movements, actual.Movements);
        Assert.Equal(expected.Gaps, actual.Gaps);
        Assert.Equal(expected.Epochs, actual.Epochs);
        Assert.Equal((expected.Start, expected.End), (actual.Start, actual.End));
        Assert.Equal(expected.Summary.ByHour, actual.Summary.ByHour);
        Assert.Equal(expected.Summary with { ByHour = [] }, actual.Summary with { ByHour = [] });
        Assert.Equal(expected.Sensors.Select(s => (s.Sensor, s.Leg, s.Samples, s.MissingSamples)), actual.Sensors.Select(s => (s.Sensor, s.Leg, s.Samples, s.MissingSamples)));
    }
}
