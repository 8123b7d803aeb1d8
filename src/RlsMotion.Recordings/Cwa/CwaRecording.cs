using System.Globalization;
using System.Text;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Recordings.Framing;

namespace RlsMotion.Recordings.Cwa;

/// <summary>A CWA file of an Axivity AX3 or AX6.</summary>
/// <remarks>
/// Damaged blocks are left out and become gaps. Times between two blocks are interpolated, so that a quartz a few percent off does no harm;
/// the last block before a gap or the end, which has no next one, runs at the nominal rate.
/// </remarks>
internal sealed class CwaRecording : Recording
{
    private const int BlocksPerRead = 256;

    /// <summary>A jump between blocks longer than this many microseconds is no gap in a night but another setting of the clock: seven days.</summary>
    private const double LongestGap = 7 * 86_400e6;

    /// <summary>Blocks whose distance tells the true rate.</summary>
    private const int BlocksForRate = 256;

    private readonly RecordingOptions _options;
    private readonly double _period;
    private readonly uint _boot;

    private CwaRecording(string path, RecordingInfo info, RecordingOptions options, double periodMicroseconds, uint boot) : base(path) =>
        (Info, _options, _period, _boot) = (info, options, periodMicroseconds, boot);

    public override RecordingInfo Info { get; }

    /// <summary>Opens a file whose beginning was read already.</summary>
    public static CwaRecording Open(string path, ReadOnlyMemory<byte> head, RecordingOptions options)
    {
        if (head.Length < CwaHeader.Length)
        {
            throw new RecordingException(path, $"byte {head.Length}", "ends inside its header.", "Copy it from the sensor again.");
        }
        CwaHeader header = CwaHeader.Parse(head.Span);
        CwaBlock first = First(path, head);
        var info = new RecordingInfo
        {
            Format = RecordingFormat.Cwa,
            Device = header.Device,
            Serial = header.Serial.ToString(CultureInfo.InvariantCulture),
            RateHz = first.RateHz,
            Axes = first.CountsPerDps > 0 ? 6 : 3,
            LsbPerG = first.LsbPerG,
            Zone = options.Zone,
            HasTimes = true,
            Notes = header.Notes,
        };
        string identity = FormattableString.Invariant($"cwa {header.Serial} {header.Session} {first.LocalMicroseconds:F0}");
        return new(path, info, options, Period(head.Span, first), StableHash.Of(Encoding.ASCII.GetBytes(identity)));
    }

    private protected override IEnumerable<SensorPacket> Read(ReadingLog log)
    {
        var assembly = new CwaAssembly(Info, _options, _period, new PacketFramer(_boot, Info.RateHz, hasTimes: true, Info.Axes == 6), log);
        byte[] buffer = new byte[BlocksPerRead * CwaBlock.Length];
        using Stream stream = RecordingFile.Open(Path);
        RecordingFile.Fill(stream, buffer.AsSpan(0, CwaHeader.Length), Path);
        int length;
        do
        {
            length = RecordingFile.Fill(stream, buffer, Path);
            for (int at = 0; at < length; at += CwaBlock.Length)
            {
                assembly.Add(buffer.AsSpan(at, Math.Min(CwaBlock.Length, length - at)));
            }
            while (assembly.Framer.TryTake(out SensorPacket? packet))
            {
                yield return packet;
            }
        }
        while (length == buffer.Length);
        assembly.Finish();
        while (assembly.Framer.TryTake(out SensorPacket? packet))
        {
            yield return packet;
        }
    }

    /// <summary>The first good block: in what was read already, else anywhere.</summary>
    private static CwaBlock First(string path, ReadOnlyMemory<byte> head)
    {
        for (int at = CwaHeader.Length; at + CwaBlock.Length <= head.Length; at += CwaBlock.Length)
        {
            if (CwaBlock.TryParse(head.Span.Slice(at, CwaBlock.Length), out CwaBlock block))
            {
                return block;
            }
        }
        using Stream stream = RecordingFile.Open(path);
        byte[] buffer = new byte[CwaBlock.Length];
        RecordingFile.Fill(stream, new byte[CwaHeader.Length], path);
        while (RecordingFile.Fill(stream, buffer, path) == buffer.Length)
        {
            if (CwaBlock.TryParse(buffer, out CwaBlock block))
            {
                return block;
            }
        }
        throw new RecordingException(path, "", "is a CWA file without a single undamaged block.", "Copy it from the sensor again; if it stays so, the recording is lost.");
    }

    /// <summary>True distance of samples in microseconds: the median over the first blocks, within a tenth of the nominal one.</summary>
    private static double Period(ReadOnlySpan<byte> head, in CwaBlock first)
    {
        double nominal = 1e6 / first.RateHz;
        var periods = new List<double>();
        CwaBlock? before = null;
        for (int at = CwaHeader.Length; at + CwaBlock.Length <= head.Length && periods.Count < BlocksForRate; at += CwaBlock.Length)
        {
            bool isGood = CwaBlock.TryParse(head.Slice(at, CwaBlock.Length), out CwaBlock block);
            if (isGood && before is { } b)
            {
                periods.Add((block.LocalMicroseconds - b.LocalMicroseconds) / b.Count);
            }
            before = isGood ? block : null;
        }
        periods.Sort();
        double median = periods.Count > 0 ? periods[periods.Count / 2] : nominal;
        return Math.Abs((median / nominal) - 1) < 0.1 ? median : nominal;
    }

    /// <summary>Puts blocks in their place, one behind: a block's pace is known only when the next one has come.</summary>
    private sealed class CwaAssembly(RecordingInfo info, RecordingOptions options, double period, PacketFramer framer, ReadingLog log)
    {
        private readonly double[] _xyz = new double[3 * CwaBlock.DataLength / 4];
        private readonly double[] _rotation = new double[3 * CwaBlock.DataLength / 4];
        private readonly double _nominal = 1e6 / info.RateHz;
        private CwaBlock? _waiting;
        private long _waitingIndex;
        private double _offset = double.NaN;
        private int _badBefore;

        public PacketFramer Framer => framer;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            CwaBlock block = default;
            bool isGood = bytes.Length == CwaBlock.Length && CwaBlock.TryParse(bytes, out block)
                && block.RateHz == info.RateHz && (block.CountsPerDps > 0) == (info.Axes == 6) && block.LsbPerG == info.LsbPerG;
            if (!isGood)
            {
                _badBefore++;
                log.BadBlocks++;
                return;
            }
            if (double.IsNaN(_offset))
            {
                _offset = Microseconds.OffsetAt(options.Zone, block.LocalMicroseconds);
            }
            long index = _waiting is { } before ? Follow(before, block) : Begin(block);
            _badBefore = 0;
            log.TemperatureSum += block.TemperatureC;
            log.TemperatureBlocks++;
            block.Decode(bytes, _xyz, _rotation);
            (_waiting, _waitingIndex) = (block, index);
        }

        public void Finish()
        {
            if (_waiting is { } last)
            {
                log.LastTimeMicroseconds = Utc(last) + ((last.Count - 1) * _nominal);
                Send(last, _nominal);
                if (_badBefore > 0)
                {
                    Gap(_waitingIndex + last.Count, (long)_badBefore * last.Count, Utc(last) + (last.Count * _nominal), GapReason.Corrupt);
                }
            }
            framer.Cut();
        }

        /// <summary>Blocks lost before the first good one are taken to have been as long as it.</summary>
        private long Begin(in CwaBlock block)
        {
            long missing = (long)_badBefore * block.Count;
            if (missing > 0)
            {
                Gap(0, missing, Utc(block) - (missing * period), GapReason.Corrupt);
            }
            return missing;
        }

        private long Follow(in CwaBlock before, in CwaBlock block)
        {
            double step = block.LocalMicroseconds - before.LocalMicroseconds;
            double expected = before.Count * period;
            // Real blocks lie within 1.5 samples of an even pace; a partial block before a short gap must still show it.
            double tolerance = Math.Max(50_000, 3.5 * _nominal) + (0.01 * expected);
            long end = _waitingIndex + before.Count;
            if (step < expected - tolerance || step > expected + LongestGap)
            {
                Send(before, _nominal);
                log.Gaps.Add(new(end, 0, Microseconds.ToInstant(Utc(before) + expected), Microseconds.ToInstant(Utc(block)), GapReason.Clock));
                framer.Restart();
                return 0;
            }
            if (_badBefore == 0 && step <= expected + tolerance)
            {
                Send(before, step / before.Count);
                return end;
            }
            long missing = Math.Max(1, (long)Math.Round((step - expected) / period));
            Send(before, _badBefore > 0 ? period : _nominal);
            Gap(end, missing, Utc(before) + expected, _badBefore > 0 ? GapReason.Corrupt : GapReason.MissingPackets);
            return end + missing;
        }

        private void Send(in CwaBlock block, double pace)
        {
            framer.LsbPerG = block.LsbPerG;
            framer.TemperatureC = Math.Round(block.TemperatureC * 100) / 100;
            framer.BatteryPercent = block.BatteryPercent;
            framer.Add(_waitingIndex, Utc(block), pace, _xyz.AsSpan(0, 3 * block.Count), _rotation.AsSpan(0, block.CountsPerDps > 0 ? 3 * block.Count : 0));
        }

        private double Utc(in CwaBlock block) => block.LocalMicroseconds - _offset;

        private void Gap(long firstIndex, long samples, double from, GapReason reason) =>
            log.Gaps.Add(new(firstIndex, samples, Microseconds.ToInstant(from), Microseconds.ToInstant(from + (samples * period)), reason));
    }
}
