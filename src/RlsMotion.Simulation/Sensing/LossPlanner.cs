using RlsMotion.Simulation.Randomness;

namespace RlsMotion.Simulation.Sensing;

/// <summary>Draws which samples never arrive: single radio packets, short drop-outs, and walks out of reach.</summary>
internal static class LossPlanner
{
    /// <summary>Share of radio packets lost on a fair link.</summary>
    private const double PacketLoss = 0.0013;

    /// <summary>Length of one radio packet in seconds.</summary>
    private const double PacketSeconds = 0.2;

    private const double DropOutsPerHour = 2.5;
    private const double LongGapsPerHour = 0.5;

    /// <summary>Ranges [from, to) of lost sample indices, rising and apart.</summary>
    public static IReadOnlyList<(long From, long To)> Draw(double seconds, double rateHz, RandomStream random)
    {
        var losses = new List<(double From, double To)>();
        Scatter(losses, seconds, 3600 / PacketSeconds * PacketLoss, random, () => PacketSeconds);
        Scatter(losses, seconds, DropOutsPerHour, random, () => random.LogBetween(0.1, 5));
        Scatter(losses, seconds, LongGapsPerHour, random, () => random.Between(30, 120));
        var merged = new List<(long From, long To)>();
        foreach ((double from, double to) in losses.OrderBy(l => l.From))
        {
            (long first, long end) = ((long)(from * rateHz), (long)(to * rateHz));
            if (merged.Count > 0 && first <= merged[^1].To)
            {
                merged[^1] = (merged[^1].From, Math.Max(end, merged[^1].To));
            }
            else if (end > first)
            {
                merged.Add((first, end));
            }
        }
        return merged;
    }

    private static void Scatter(List<(double, double)> losses, double seconds, double perHour, RandomStream random, Func<double> length)
    {
        for (double at = random.Exponential(3600 / perHour); at < seconds; at += random.Exponential(3600 / perHour))
        {
            losses.Add((at, at + length()));
        }
    }
}
