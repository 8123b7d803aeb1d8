using RlsMotion.Analysis.Samples;

namespace RlsMotion.Recordings.Framing;

/// <summary>Cuts a file's samples into the packets that a sensor replaying it would send.</summary>
internal sealed class PacketFramer
{
    /// <summary>Length of a packet of history in seconds (docs/wire.md); capped at <see cref="SensorPacket.MaxSamples"/>.</summary>
    private const double FrameSeconds = 20;

    private readonly Queue<SensorPacket> _ready = [];
    private readonly uint _periodNanoseconds;
    private readonly int _longest;
    private readonly bool _hasTimes;
    private readonly bool _hasRotation;
    private readonly double[] _xyz;
    private readonly double[] _rotation;
    private uint _boot;
    private uint _sequence;
    private int _held;
    private long _firstIndex;
    private double _firstTime;

    public PacketFramer(uint boot, double rateHz, bool hasTimes, bool hasRotation)
    {
        (_boot, _hasTimes, _hasRotation) = (boot, hasTimes, hasRotation);
        _periodNanoseconds = (uint)Math.Clamp(Math.Round(1e9 / rateHz), 1, uint.MaxValue);
        _longest = (int)Math.Clamp(Math.Round(FrameSeconds * rateHz), 1, SensorPacket.MaxSamples);
        _xyz = new double[3 * _longest];
        _rotation = hasRotation ? new double[3 * _longest] : [];
    }

    /// <summary>Counts per g of what comes next; null for decimal numbers.</summary>
    public int? LsbPerG { get; set; }

    /// <summary>Temperature at what comes next; null if unknown.</summary>
    public double? TemperatureC { get; set; }

    /// <summary>Battery at what comes next; null if unknown.</summary>
    public int? BatteryPercent { get; set; }

    /// <summary>Adds samples that follow each other.</summary>
    /// <param name="firstIndex">Index of the first; a jump ends the packet before it.</param>
    /// <param name="firstTime">Its time in microseconds.</param>
    /// <param name="period">Their true distance in microseconds.</param>
    /// <param name="xyz">Interleaved g.</param>
    /// <param name="rotation">Interleaved degrees per second, as long; empty without a gyroscope.</param>
    public void Add(long firstIndex, double firstTime, double period, ReadOnlySpan<double> xyz, ReadOnlySpan<double> rotation)
    {
        if (_held > 0 && firstIndex != _firstIndex + _held)
        {
            Cut();
        }
        int done = 0;
        int count = xyz.Length / 3;
        while (done < count)
        {
            if (_held == 0)
            {
                (_firstIndex, _firstTime) = (firstIndex + done, firstTime + (done * period));
            }
            int take = Math.Min(count - done, _longest - _held);
            xyz.Slice(3 * done, 3 * take).CopyTo(_xyz.AsSpan(3 * _held));
            if (_hasRotation)
            {
                rotation.Slice(3 * done, 3 * take).CopyTo(_rotation.AsSpan(3 * _held));
            }
            _held += take;
            done += take;
            if (_held == _longest)
            {
                Cut();
            }
        }
    }

    /// <summary>The clock jumped: what comes next belongs to another boot and counts from zero.</summary>
    public void Restart()
    {
        Cut();
        unchecked
        {
            _boot++;
        }
        _sequence = 0;
    }

    /// <summary>Ends the packet begun.</summary>
    public void Cut()
    {
        if (_held == 0)
        {
            return;
        }
        _ready.Enqueue(new()
        {
            XyzG = _xyz.AsSpan(0, 3 * _held).ToArray(),
            RotationDps = _hasRotation ? _rotation.AsSpan(0, 3 * _held).ToArray() : default(ReadOnlyMemory<double>),
            Boot = _boot,
            Sequence = _sequence++,
            FirstIndex = _firstIndex,
            FirstTimeMicroseconds = (long)Math.Round(_firstTime),
            PeriodNanoseconds = _periodNanoseconds,
            Flags = PacketFlags.Historical | (_hasTimes ? PacketFlags.UnixTime : PacketFlags.None),
            LsbPerG = LsbPerG,
            TemperatureC = TemperatureC,
            BatteryPercent = BatteryPercent,
        });
        _held = 0;
    }

    /// <summary>Takes the next finished packet.</summary>
    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SensorPacket? packet) => _ready.TryDequeue(out packet);
}
