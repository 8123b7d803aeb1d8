namespace RlsMotion.Analysis.Samples;

/// <summary>The line below all deliveries: what is above it is time on the way.</summary>
/// <param name="OriginMicroseconds">The sensor's time at which the offset is <paramref name="OffsetMicroseconds"/>.</param>
/// <param name="OffsetMicroseconds">Server's time less the sensor's, at the origin.</param>
/// <param name="Slope">Change of the offset per sensor time; plus or minus 300 ppm at most.</param>
/// <param name="HasSlope">False where the deliveries span too little to compare rates.</param>
internal readonly record struct LatencyEnvelope(long OriginMicroseconds, double OffsetMicroseconds, double Slope, bool HasSlope)
{
    /// <summary>A worse quartz than this is not sold; a steeper line is congestion.</summary>
    private const double LargestSlope = 300e-6;

    /// <summary>Ten minutes: below, a few milliseconds on the way look like a wrong rate.</summary>
    private const long ShortestSpanMicroseconds = 600_000_000;

    /// <summary>The sensor's time turned into the server's, in microseconds.</summary>
    public double At(double deviceMicroseconds) => deviceMicroseconds + OffsetMicroseconds + (Slope * (deviceMicroseconds - OriginMicroseconds));

    /// <summary>Fits the line that lies below all points and nearest to them: an edge of their lower convex hull, the one at their mean.</summary>
    /// <param name="deliveries">At least one.</param>
    public static LatencyEnvelope Fit(IReadOnlyList<ClockDelivery> deliveries)
    {
        List<ClockDelivery> points = [.. deliveries.OrderBy(d => d.DeviceMicroseconds).ThenBy(d => d.OffsetMicroseconds)];
        long origin = points[0].DeviceMicroseconds;
        bool hasSlope = points[^1].DeviceMicroseconds - origin >= ShortestSpanMicroseconds;
        double slope = hasSlope ? Math.Clamp(SlopeAtMean(points), -LargestSlope, LargestSlope) : 0;
        double offset = points.Min(point => point.OffsetMicroseconds - (slope * (point.DeviceMicroseconds - origin)));
        return new LatencyEnvelope(origin, offset, slope, hasSlope);
    }

    private static double SlopeAtMean(List<ClockDelivery> points)
    {
        long origin = points[0].DeviceMicroseconds;
        double mean = points.Average(point => (double)(point.DeviceMicroseconds - origin));
        var hull = new List<ClockDelivery>();
        foreach (ClockDelivery point in points)
        {
            while (hull.Count > 1 && SlopeOf(hull[^2], hull[^1]) >= SlopeOf(hull[^2], point))
            {
                hull.RemoveAt(hull.Count - 1);
            }
            if (hull.Count == 0 || hull[^1].DeviceMicroseconds < point.DeviceMicroseconds)
            {
                hull.Add(point);
            }
        }
        int right = 1;
        while (right < hull.Count - 1 && hull[right].DeviceMicroseconds - origin < mean)
        {
            right++;
        }
        return SlopeOf(hull[right - 1], hull[right]);
    }

    private static double SlopeOf(in ClockDelivery from, in ClockDelivery to) =>
        (to.OffsetMicroseconds - from.OffsetMicroseconds) / (double)(to.DeviceMicroseconds - from.DeviceMicroseconds);
}
