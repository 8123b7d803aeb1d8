using NodaTime;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Recordings;

/// <summary>Gathers a <see cref="RecordingSummary"/> while packets pass.</summary>
internal sealed class Measurement
{
    private const int Shown = 5;

    private readonly double[] _mean = new double[3];
    private readonly double[] _squares = new double[3];
    private readonly List<double[]> _first = [];
    private readonly Queue<double[]> _last = [];
    private long _samples;
    private double _temperatureSum;
    private long _temperatureSamples;
    private SensorPacket? _firstPacket;
    private SensorPacket? _lastPacket;

    public void Add(SensorPacket packet)
    {
        ReadOnlySpan<double> xyz = packet.XyzG.Span;
        for (int i = 0; i < xyz.Length; i += 3)
        {
            _samples++;
            for (int axis = 0; axis < 3; axis++) // Welford: stable however long the night
            {
                double delta = xyz[i + axis] - _mean[axis];
                _mean[axis] += delta / _samples;
                _squares[axis] += delta * (xyz[i + axis] - _mean[axis]);
            }
            if (_first.Count < Shown)
            {
                _first.Add(xyz.Slice(i, 3).ToArray());
            }
        }
        for (int i = Math.Max(0, xyz.Length - (3 * Shown)); i < xyz.Length; i += 3)
        {
            _last.Enqueue(xyz.Slice(i, 3).ToArray());
            if (_last.Count > Shown)
            {
                _last.Dequeue();
            }
        }
        if (packet.TemperatureC is { } temperature)
        {
            _temperatureSum += temperature * packet.Count;
            _temperatureSamples += packet.Count;
        }
        _firstPacket ??= packet;
        _lastPacket = packet;
    }

    public RecordingSummary Finish(Recording recording, ReadingLog log)
    {
        if (_firstPacket is null || _lastPacket is null)
        {
            throw new RecordingException(recording.Path, "", "holds no sample.", "Copy it from the sensor again.");
        }
        bool hasTimes = recording.Info.HasTimes;
        double start = _firstPacket.FirstTimeMicroseconds;
        double end = log.LastTimeMicroseconds ?? (_lastPacket.FirstTimeMicroseconds + ((_lastPacket.Count - 1) * _lastPacket.PeriodNanoseconds / 1000.0));
        return new()
        {
            Samples = _samples,
            Start = hasTimes ? Microseconds.ToInstant(start) : null,
            End = hasTimes ? Microseconds.ToInstant(end) : null,
            Duration = Duration.FromNanoseconds(Math.Round((end - start) * 1000)),
            Gaps = log.Gaps,
            BadBlocks = log.BadBlocks,
            TemperatureMeanC = log.TemperatureBlocks > 0 ? log.TemperatureSum / log.TemperatureBlocks : _temperatureSamples > 0 ? _temperatureSum / _temperatureSamples : null,
            MeanG = _mean,
            SdG = [.. _squares.Select(s => Math.Sqrt(s / _samples))],
            FirstG = _first,
            LastG = [.. _last],
        };
    }
}
