using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Analysis.Nights;

/// <summary>One boot of one sensor, from packets to detected movements, all in sample indices; nothing in here knows what time it is.</summary>
/// <remarks>
/// Gaps: up to 0.1 s are interpolated; up to 2 s are interpolated as a blind zone in which no movement starts or ends; longer ones end the stretch.
/// Interpolated samples count as missing, and never reach the statistics of activity.
/// </remarks>
internal sealed class BootPipeline
{
    /// <summary>The reorder window in sample time (docs/time-and-gaps.md).</summary>
    public static readonly Duration ReorderWindow = Duration.FromMinutes(2);

    private const double InterpolatedSeconds = 0.1;
    private const double BlindSeconds = 2;

    /// <summary>No leg accelerates like this, and no sensor in use measures it, in g.</summary>
    private const double LargestG = 64;

    private readonly DetectorOptions _options;
    private readonly Calibration? _calibration;
    private readonly PacketSequencer _sequencer;
    private readonly SecondAccumulator _seconds;
    private readonly double[] _buffer = new double[3 * SensorPacket.MaxSamples];
    private readonly double[] _last = new double[3]; // the last good sample
    private readonly List<DetectedMovement> _movements = [];
    private readonly List<Stretch> _stretches = [];
    private readonly List<IndexGap> _gaps = []; // beyond two seconds
    private readonly List<IndexGap> _blind = [];
    private MovementDetector? _detector;
    private uint _period;
    private bool _sawDamage;
    private long _stretchStart = -1;

    public BootPipeline(SensorPacket first, Calibration? calibration, DetectorOptions options)
    {
        (Boot, NominalPeriodNanoseconds, _calibration, _options) = (first.Boot, first.PeriodNanoseconds, calibration, options);
        HasCounter = first.HasCounter;
        Clock = new ClockTrace(first.PeriodNanoseconds);
        _seconds = new SecondAccumulator(first.RateHz);
        _sequencer = new PacketSequencer(Math.Max(1, (long)(ReorderWindow.TotalNanoseconds / first.PeriodNanoseconds)));
    }

    public uint Boot { get; }

    public uint NominalPeriodNanoseconds { get; }

    public bool HasCounter { get; private set; }

    public ClockTrace Clock { get; }

    /// <summary>First index that came out of the reorder window; meaningless while <see cref="Samples"/> is 0.</summary>
    public long FirstIndex { get; private set; }

    /// <summary>Index after the last good sample.</summary>
    public long EndIndex { get; private set; }

    /// <summary>Samples received and fit to be used.</summary>
    public long Samples { get; private set; }

    /// <summary>Samples received but damaged: not a number, or beyond any sensor's range.</summary>
    public long DamagedSamples { get; private set; }

    /// <summary>What was found so far, in order, disjoint.</summary>
    public IReadOnlyList<DetectedMovement> Movements => _movements;

    /// <summary>Gaps beyond two seconds, in order.</summary>
    public IReadOnlyList<IndexGap> Gaps => _gaps;

    /// <summary>Gaps of 0.1 to 2 seconds, in order.</summary>
    public IReadOnlyList<IndexGap> Blind => _blind;

    public IReadOnlyList<SecondStatistics> Seconds => _seconds.Seconds;

    public int SamplesPerSecond => _seconds.SamplesPerSecond;

    /// <summary>The stretches so far, the open one included.</summary>
    public IEnumerable<Stretch> Stretches => _stretchStart < 0 ? _stretches : _stretches.Append(new Stretch(_stretchStart, EndIndex));

    /// <summary>Takes a packet; false where it came too late and would have changed what is out already.</summary>
    public bool Push(SensorPacket packet, Instant? received)
    {
        Arrival arrival = _sequencer.Add(packet);
        if (arrival != Arrival.Refused)
        {
            Clock.Add(packet, received);
            HasCounter &= packet.HasCounter;
        }
        TakeAll();
        return arrival != Arrival.TooLate;
    }

    /// <summary>Lets everything out that is held, and ends the last stretch.</summary>
    public void Flush()
    {
        _sequencer.Drain();
        TakeAll();
        EndStretch();
        _seconds.Flush();
    }

    private void TakeAll()
    {
        while (_sequencer.TryTake(out SampleRun run))
        {
            TakeGoodParts(run);
        }
    }

    /// <summary>Damaged samples are as good as missing.</summary>
    private void TakeGoodParts(in SampleRun run)
    {
        ReadOnlySpan<double> xyz = run.XyzG.Span;
        if (IsSound(xyz))
        {
            Take(run.FirstIndex, xyz, run.PeriodNanoseconds);
            return;
        }
        int from = 0;
        for (int i = 0; i <= xyz.Length; i += 3)
        {
            if (i < xyz.Length && IsSound(xyz.Slice(i, 3)))
            {
                continue;
            }
            if (i > from)
            {
                Take(run.FirstIndex + (from / 3), xyz[from..i], run.PeriodNanoseconds);
            }
            if (i < xyz.Length)
            {
                _sawDamage = true;
                DamagedSamples++;
            }
            from = i + 3;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast at once: a command lives for half a second
    private static bool IsSound(ReadOnlySpan<double> values)
    {
        ReadOnlySpan<Vector<double>> wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        var limit = new Vector<double>(LargestG);
        foreach (Vector<double> lanes in wide)
        {
            if (!Vector.LessThanOrEqualAll(Vector.Abs(lanes), limit)) // false for NaN too
            {
                return false;
            }
        }
        foreach (double value in values[(wide.Length * Vector<double>.Count)..])
        {
            if (!(Math.Abs(value) <= LargestG))
            {
                return false;
            }
        }
        return true;
    }

    private void Take(long firstIndex, ReadOnlySpan<double> raw, uint period)
    {
        ReadOnlySpan<double> xyz = Calibrate(raw);
        if (Samples == 0)
        {
            FirstIndex = firstIndex;
        }
        else if (firstIndex > EndIndex)
        {
            Bridge(firstIndex, xyz[..3], period);
        }
        if (_stretchStart < 0 || period != _period)
        {
            EndStretch();
            Begin(firstIndex, period);
        }
        _detector?.Push(firstIndex, xyz, _movements);
        _seconds.Add(firstIndex, xyz);
        xyz[^3..].CopyTo(_last);
        Samples += xyz.Length / 3;
        EndIndex = firstIndex + (xyz.Length / 3);
        _sawDamage = false;
    }

    private void Begin(long firstIndex, uint period)
    {
        if (period != _period || _detector is null)
        {
            double rateHz = 1e9 / period;
            _detector = rateHz is >= MovementDetector.LowestRateHz and <= MovementDetector.HighestRateHz ? new MovementDetector(rateHz, _options) : null;
            _period = period;
        }
        // A rate at which nothing can be detected makes no stretch: the time is not judged.
        _stretchStart = _detector is null ? -1 : firstIndex;
    }

    private void EndStretch()
    {
        if (_stretchStart >= 0)
        {
            _detector!.Flush(_movements);
            _stretches.Add(new Stretch(_stretchStart, EndIndex));
            _stretchStart = -1;
        }
    }

    /// <summary>Crosses missing samples, or ends the stretch where they are too many.</summary>
    private void Bridge(long to, ReadOnlySpan<double> next, uint period)
    {
        var gap = new IndexGap(EndIndex, to, _sawDamage);
        double seconds = (to - EndIndex) * (period / 1e9);
        if (seconds > BlindSeconds)
        {
            EndStretch();
            _gaps.Add(gap);
            return;
        }
        if (seconds > InterpolatedSeconds)
        {
            _blind.Add(gap);
        }
        if (_stretchStart < 0 || period != _period)
        {
            return;
        }
        if (seconds > InterpolatedSeconds)
        {
            _detector!.Blind(gap.From, gap.To);
        }
        Span<double> sample = stackalloc double[3];
        for (long index = gap.From; index < gap.To; index++)
        {
            double share = (double)(index - gap.From + 1) / (gap.To - gap.From + 1);
            for (int axis = 0; axis < 3; axis++)
            {
                sample[axis] = _last[axis] + (share * (next[axis] - _last[axis]));
            }
            _detector!.Push(index, sample, _movements);
        }
    }

    private ReadOnlySpan<double> Calibrate(ReadOnlySpan<double> raw)
    {
        if (_calibration is not { } c)
        {
            return raw;
        }
        for (int i = 0; i < raw.Length; i += 3)
        {
            _buffer[i] = (raw[i] * c.ScaleX) + c.OffsetXG;
            _buffer[i + 1] = (raw[i + 1] * c.ScaleY) + c.OffsetYG;
            _buffer[i + 2] = (raw[i + 2] * c.ScaleZ) + c.OffsetZG;
        }
        return _buffer.AsSpan(0, raw.Length);
    }
}
