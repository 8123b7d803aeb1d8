using NodaTime;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Recordings.Framing;

namespace RlsMotion.Recordings.Csv;

/// <summary>A recording as rows of text.</summary>
/// <remarks>A row that cannot be read is left out and counted; times decide whether samples are missing.</remarks>
internal sealed class CsvRecording : Recording
{
    /// <summary>The longest row that is believed to be one, in bytes.</summary>
    private const int BufferLength = 1 << 18;

    /// <summary>Beyond this no accelerometer reads, in g.</summary>
    private const double LargestG = 200;

    private readonly CsvLayout _layout;
    private readonly RecordingOptions _options;
    private readonly uint _boot;

    private CsvRecording(string path, CsvLayout layout, RecordingInfo info, RecordingOptions options, uint boot) : base(path) =>
        (_layout, Info, _options, _boot) = (layout, info, options, boot);

    public override RecordingInfo Info { get; }

    /// <summary>Opens a file whose beginning was read already.</summary>
    public static CsvRecording Open(string path, ReadOnlyMemory<byte> head, RecordingOptions options)
    {
        CsvLayout layout = CsvSniffer.Sniff(path, head, options);
        bool hasTimes = layout.TimeKind is CsvTimeKind.Unix or CsvTimeKind.Written || layout.StartMicroseconds is not null;
        var info = new RecordingInfo
        {
            Format = RecordingFormat.Csv,
            Device = layout.Device,
            Serial = layout.Serial,
            RateHz = layout.RateHz,
            Axes = layout.RotationX >= 0 ? 6 : 3,
            LsbPerG = layout.LsbPerG,
            Zone = !hasTimes ? null : layout.OffsetSeconds is { } offset ? DateTimeZone.ForOffset(Offset.FromSeconds(offset)) : options.Zone,
            HasTimes = hasTimes,
        };
        return new(path, layout, info, options, StableHash.Of(head.Span[..Math.Min(head.Length, 4096)]));
    }

    private protected override IEnumerable<SensorPacket> Read(ReadingLog log)
    {
        var rows = new RowReader(_layout, _options, new PacketFramer(_boot, _layout.RateHz, Info.HasTimes, Info.Axes == 6), log);
        byte[] buffer = new byte[BufferLength];
        int held = 0;
        using Stream stream = RecordingFile.Open(Path);
        while (true)
        {
            int read = RecordingFile.Fill(stream, buffer.AsSpan(held), Path);
            int length = held + read;
            int used = rows.AddLines(buffer.AsSpan(0, length));
            while (rows.Framer.TryTake(out SensorPacket? packet))
            {
                yield return packet;
            }
            held = length - used;
            buffer.AsSpan(used, held).CopyTo(buffer);
            if (read == 0)
            {
                break;
            }
            if (held == buffer.Length)
            {
                throw new RecordingException(Path, $"row {rows.Row + 1}", $"is longer than {BufferLength} bytes.", "Give a CSV recording; this is something else.");
            }
        }
        rows.Finish(buffer.AsSpan(0, held));
        while (rows.Framer.TryTake(out SensorPacket? packet))
        {
            yield return packet;
        }
    }

    private sealed class RowReader(CsvLayout layout, RecordingOptions options, PacketFramer framer, ReadingLog log)
    {
        private readonly CsvClock _clock = new(layout.PeriodMicroseconds, layout.TimeStepMicroseconds);
        private readonly double[] _xyz = new double[3];
        private readonly double[] _rotation = new double[3];
        private readonly int _fields = layout.LastColumn + 1;
        private readonly Range[] _columns = new Range[layout.LastColumn + 2];
        private double _shift = double.NaN;
        private double _lastTime;
        private bool _isOnGrid = layout.LsbPerG is not null;

        public PacketFramer Framer => framer;

        public long Row { get; private set; }

        /// <summary>Reads the whole lines of a text; returns how much of it they are.</summary>
        public int AddLines(ReadOnlySpan<byte> text)
        {
            int used = 0;
            while (true)
            {
                int length = text[used..].IndexOf((byte)'\n');
                if (length < 0)
                {
                    return used;
                }
                Add(text.Slice(used, length));
                used += length + 1;
            }
        }

        public void Finish(ReadOnlySpan<byte> rest)
        {
            if (!rest.IsEmpty)
            {
                Add(rest);
            }
            framer.Cut();
        }

        private void Add(ReadOnlySpan<byte> line)
        {
            if (Row++ < layout.SkippedRows)
            {
                return;
            }
            line = line.TrimEnd((byte)'\r');
            if (line.IsEmpty)
            {
                return;
            }
            double written = 0;
            bool isGood = Split(line) && Axis(line, layout.X, 0) && Axis(line, layout.Y, 1) && Axis(line, layout.Z, 2)
                && (layout.TimeColumn < 0 || CsvRow.TryTime(layout, line[_columns[layout.TimeColumn]], out written)) && Rotation(line);
            if (!isGood)
            {
                log.BadBlocks++;
                return;
            }
            Place(layout.TimeColumn < 0 ? _clock.Next * layout.PeriodMicroseconds : written);
        }

        private bool Split(ReadOnlySpan<byte> line)
        {
            int from = 0;
            for (int i = 0; i < _fields; i++)
            {
                int length = line[from..].IndexOf(layout.Delimiter);
                if (length < 0)
                {
                    _columns[i] = new(from, line.Length);
                    return i == _fields - 1;
                }
                _columns[i] = new(from, from + length);
                from += length + 1;
            }
            return true;
        }

        private bool Axis(ReadOnlySpan<byte> line, int column, int axis)
        {
            bool isNumber = CsvNumber.TryParse(line[_columns[column]], layout.HasDecimalComma, out double value);
            _xyz[axis] = value * layout.UnitG;
            return isNumber && Math.Abs(_xyz[axis]) <= LargestG;
        }

        private bool Rotation(ReadOnlySpan<byte> line)
        {
            for (int axis = 0; axis < 3 && layout.RotationX >= 0; axis++)
            {
                if (!CsvNumber.TryParse(line[_columns[layout.RotationX + axis]], layout.HasDecimalComma, out _rotation[axis]))
                {
                    return false;
                }
            }
            return true;
        }

        private void Place(double written)
        {
            if (double.IsNaN(_shift))
            {
                _shift = Shift(written);
            }
            long before = _clock.Next;
            long missing = _clock.Place(written, out double smoothed);
            double time = smoothed + _shift;
            if (missing < 0)
            {
                log.Gaps.Add(new(before, 0, At(_lastTime + layout.PeriodMicroseconds), At(time), GapReason.Clock));
                framer.Restart();
            }
            else if (missing > 0)
            {
                log.Gaps.Add(new(before, missing, At(_lastTime + layout.PeriodMicroseconds), At(time), GapReason.MissingPackets));
            }
            _lastTime = time;
            log.LastTimeMicroseconds = time;
            Snap();
            framer.LsbPerG = _isOnGrid ? layout.LsbPerG : null;
            framer.Add(_clock.Next - 1, time, layout.PeriodMicroseconds, _xyz, layout.RotationX >= 0 ? _rotation : []);
        }

        /// <summary>What turns the rows' times into Unix time.</summary>
        private double Shift(double first) => layout.TimeKind switch
        {
            CsvTimeKind.Unix => 0,
            CsvTimeKind.Written => layout.OffsetSeconds is not null ? HeaderOffset() : -Microseconds.OffsetAt(options.Zone, first),
            _ => (layout.StartMicroseconds ?? 0) - (layout.StartMicroseconds is null ? 0 : first)
                - (layout.StartMicroseconds is { } start && layout.OffsetSeconds is null ? Microseconds.OffsetAt(options.Zone, start) : 0),
        };

        /// <summary>An offset in each field is taken out while reading it; one in the header is taken out here.</summary>
        private double HeaderOffset() => layout.OffsetIsInRows ? 0 : -layout.OffsetSeconds!.Value * 1e6;

        /// <summary>Puts values that were rounded for printing back on the sensor's grid; once one is off it, the grid is given up for good.</summary>
        private void Snap()
        {
            if (!_isOnGrid)
            {
                return;
            }
            int grid = layout.LsbPerG!.Value;
            for (int axis = 0; axis < 3; axis++)
            {
                double counts = _xyz[axis] * grid;
                double nearest = Math.Round(counts);
                if (Math.Abs(counts - nearest) > layout.GridTolerance || Math.Abs(nearest) > short.MaxValue)
                {
                    _isOnGrid = false;
                    framer.Cut();
                    return;
                }
                _xyz[axis] = (nearest / grid) + 0.0;
            }
        }

        private static Instant? AtTime(double microseconds) => Microseconds.IsBelievable(microseconds) ? Microseconds.ToInstant(microseconds) : null;

        private Instant? At(double microseconds) => layout.TimeKind is CsvTimeKind.None or CsvTimeKind.Elapsed && layout.StartMicroseconds is null ? null : AtTime(microseconds);
    }
}
