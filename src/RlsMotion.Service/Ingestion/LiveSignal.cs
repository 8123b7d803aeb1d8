using NodaTime;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Service.Ingestion;

/// <summary>The last half minute of one sensor, thinned for the eye. Not a result: results come from the packet log.</summary>
/// <remarks>Safe for use from several threads.</remarks>
public sealed class LiveSignal
{
    /// <summary>Points a second that are kept: enough to see a foot lifted.</summary>
    public const int PointsPerSecond = 10;

    /// <summary>Length of the strip in seconds.</summary>
    public const int Seconds = 30;

    private const int Points = PointsPerSecond * Seconds;

    /// <summary>Recent points in which motion is looked for: three seconds, a foot's lift.</summary>
    private const int RecentPoints = 3 * PointsPerSecond;

    private readonly Lock _gate = new();
    private readonly Queue<double> _changes = new(Points);
    private (uint Boot, long End) _last;
    private Instant _received;
    private int? _battery;

    /// <summary>Takes a packet; one that is older than the last adds nothing.</summary>
    public void Add(SensorPacket packet, Instant received)
    {
        lock (_gate)
        {
            _received = Instant.Max(_received, received);
            _battery = packet.BatteryPercent ?? _battery;
            if (packet.Boot == _last.Boot && packet.FirstIndex < _last.End)
            {
                return;
            }
            _last = (packet.Boot, packet.EndIndex);
            int perPoint = Math.Max(1, (int)Math.Round(packet.RateHz / PointsPerSecond));
            ReadOnlySpan<double> xyz = packet.XyzG.Span;
            for (int from = 0; from == 0 || from + perPoint <= packet.Count; from += perPoint) // a rest too short for a point is no stillness
            {
                if (_changes.Count == Points)
                {
                    _changes.Dequeue();
                }
                _changes.Enqueue(Spread(xyz[(3 * from)..(3 * Math.Min(from + perPoint, packet.Count))]));
            }
        }
    }

    /// <summary>What is known now.</summary>
    public LiveView Look()
    {
        lock (_gate)
        {
            double[] changes = [.. _changes];
            double recent = changes.Length == 0 ? 0 : changes.TakeLast(RecentPoints).Max();
            return new(changes, recent, _received, _battery);
        }
    }

    // Distance between the extremes of the three axes in a tenth of a second: zero for a still leg, whatever way it points.
    private static double Spread(ReadOnlySpan<double> xyz)
    {
        double sum = 0;
        for (int axis = 0; axis < 3; axis++)
        {
            double low = double.PositiveInfinity;
            double high = double.NegativeInfinity;
            for (int i = axis; i < xyz.Length; i += 3)
            {
                low = Math.Min(low, xyz[i]);
                high = Math.Max(high, xyz[i]);
            }
            sum += (high - low) * (high - low);
        }
        return Math.Sqrt(sum);
    }
}
