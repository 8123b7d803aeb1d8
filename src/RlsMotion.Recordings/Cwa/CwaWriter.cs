using System.Buffers.Binary;
using System.Net;
using System.Text;
using NodaTime;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Recordings.Cwa;

/// <summary>Writes packets as a CWA file of 16-bit samples, as an AX6 without its gyroscope does.</summary>
/// <remarks>
/// Exact where the packets' counts per g are 256 to 32768 or divide 256; other values are rounded to the finest grid that holds the range. Block times
/// are exact to 1/32768 s. Times without the Unix flag are taken as Unix times. The gyroscope is not written.
/// </remarks>
public static class CwaWriter
{
    private const int SamplesPerBlock = CwaBlock.DataLength / 6;
    private const byte HardwareAx6 = 0x64;
    private const int RoomForSite = 448;

    /// <summary>A pace further from the nominal one than this share is a jump of the clock, not a slow quartz.</summary>
    private const double LargestRateError = 0.1;

    /// <summary>Writes a whole file. Whole files only appear under their name when the caller writes to a temporary one and renames it.</summary>
    /// <param name="stream">Where to; written once from front to back.</param>
    /// <param name="packets">In order of their index, of one boot and one rate: 12.5, 25, 50, 100, 200, 400, 800, 1600 or 3200 Hz.</param>
    /// <param name="metadata">What else the file says.</param>
    /// <exception cref="ArgumentException">There is no packet, or one cannot be kept in this format; the message says why.</exception>
    public static void Write(Stream stream, IEnumerable<SensorPacket> packets, CwaMetadata metadata)
    {
        using IEnumerator<SensorPacket> each = packets.GetEnumerator();
        if (!each.MoveNext())
        {
            throw new ArgumentException("A CWA file needs at least one packet.", nameof(packets));
        }
        SensorPacket first = each.Current;
        byte rateCode = RateCode(first, metadata.RangeG);
        int lsb = Grid(first.LsbPerG, metadata.RangeG);
        long offset = metadata.Zone.GetUtcOffset(Instant.FromUnixTimeTicks(first.FirstTimeMicroseconds * 10)).Seconds * 1_000_000L;
        stream.Write(Header(metadata, rateCode, first.FirstTimeMicroseconds + offset));
        var blocks = new BlockBuilder(stream, metadata, rateCode, lsb, 1e9 / first.PeriodNanoseconds, offset);
        SensorPacket packet = first;
        while (each.MoveNext())
        {
            SensorPacket next = each.Current;
            if (next.Boot != first.Boot || next.PeriodNanoseconds != first.PeriodNanoseconds || next.LsbPerG != first.LsbPerG)
            {
                throw new ArgumentException($"Packet {next.Sequence} is of another boot, rate or scale than the first; one CWA file keeps one of each.", nameof(packets));
            }
            if (next.FirstIndex < packet.EndIndex)
            {
                throw new ArgumentException($"Packet {next.Sequence} begins at index {next.FirstIndex}, before the end of the one before it ({packet.EndIndex}).", nameof(packets));
            }
            blocks.Add(packet, next);
            packet = next;
        }
        blocks.Add(packet, null);
        blocks.Finish();
    }

    private static byte RateCode(SensorPacket first, int rangeG)
    {
        int range = rangeG switch { 16 => 0, 8 => 1, 4 => 2, 2 => 3, _ => throw new ArgumentException($"CWA keeps ranges of 2, 4, 8 and 16 g, not {rangeG} g.", nameof(rangeG)) };
        for (int code = 7; code <= 15; code++)
        {
            if (Math.Abs((first.RateHz * (1 << (15 - code)) / 3200) - 1) < 1e-6)
            {
                return (byte)((range << 6) | code);
            }
        }
        throw new ArgumentException(FormattableString.Invariant($"CWA keeps rates of 12.5 Hz and its doubles up to 3200 Hz, not {first.RateHz:0.###} Hz; write CSV instead."), nameof(first));
    }

    private static int Grid(int? lsbPerG, int rangeG)
    {
        int finest = 32768 / rangeG;
        if (lsbPerG is { } lsb)
        {
            return int.IsPow2(lsb) && lsb <= 32768 ? Math.Max(256, lsb) : finest;
        }
        return finest;
    }

    private static byte[] Header(CwaMetadata metadata, byte rateCode, long startLocalMicroseconds)
    {
        byte[] header = new byte[CwaHeader.Length];
        header.AsSpan(0, 64).Fill(0xFF);
        header.AsSpan(64, 448).Fill((byte)' ');
        "MD"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(2), CwaHeader.Length - 4);
        header[4] = HardwareAx6;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(5), (ushort)metadata.Serial);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(7), metadata.Session);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(11), (ushort)(metadata.Serial >> 16));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(13), CwaTime.Pack(Math.DivRem(startLocalMicroseconds, 1_000_000).Quotient));
        header[36] = rateCode;
        byte[] site = Encoding.ASCII.GetBytes(metadata.Site.Length > 0 ? "_p=" + WebUtility.UrlEncode(metadata.Site) : "");
        site.AsSpan(0, Math.Min(site.Length, RoomForSite)).CopyTo(header.AsSpan(64));
        return header;
    }

    private sealed class BlockBuilder(Stream stream, CwaMetadata metadata, byte rateCode, int lsb, double rateHz, long offset)
    {
        private readonly byte[] _block = new byte[CwaBlock.Length];
        private int _held;
        private uint _sequence;
        private double _firstTime;
        private double _period = 1e6 / rateHz;
        private SensorPacket? _packet;

        /// <summary>Adds a packet; the one after it tells at what pace its samples were taken.</summary>
        public void Add(SensorPacket packet, SensorPacket? next)
        {
            if (_packet is { } before && before.EndIndex != packet.FirstIndex)
            {
                Flush();
            }
            if (next is not null)
            {
                double pace = (next.FirstTimeMicroseconds - packet.FirstTimeMicroseconds) / (double)(next.FirstIndex - packet.FirstIndex);
                _period = Math.Abs((pace * rateHz / 1e6) - 1) < LargestRateError ? pace : _period;
            }
            double start = packet.FirstTimeMicroseconds + offset;
            _packet = packet;
            ReadOnlySpan<double> xyz = packet.XyzG.Span;
            for (int i = 0; i < packet.Count; i++)
            {
                if (_held == 0)
                {
                    _firstTime = start + (i * _period);
                }
                for (int axis = 0; axis < 3; axis++)
                {
                    double counts = Math.Clamp(Math.Round(xyz[(3 * i) + axis] * lsb), short.MinValue, short.MaxValue);
                    BinaryPrimitives.WriteInt16LittleEndian(_block.AsSpan(CwaBlock.DataAt + (6 * _held) + (2 * axis)), (short)counts);
                }
                if (++_held == SamplesPerBlock)
                {
                    Flush();
                }
            }
        }

        public void Finish() => Flush();

        private void Flush()
        {
            if (_held == 0 || _packet is null)
            {
                return;
            }
            Span<byte> block = _block;
            long ticks = (long)Math.Round(_firstTime * 32768 / 1e6); // the finest time a block can tell
            long seconds = ticks >> 15;
            int fraction = (int)(ticks & 0x7FFF);
            "AX"u8.CopyTo(block);
            BinaryPrimitives.WriteUInt16LittleEndian(block[2..], CwaBlock.Length - 4);
            BinaryPrimitives.WriteUInt16LittleEndian(block[4..], (ushort)(0x8000 | fraction));
            BinaryPrimitives.WriteUInt32LittleEndian(block[6..], metadata.Session);
            BinaryPrimitives.WriteUInt32LittleEndian(block[10..], _sequence++);
            BinaryPrimitives.WriteUInt32LittleEndian(block[14..], CwaTime.Pack(seconds));
            BinaryPrimitives.WriteUInt16LittleEndian(block[18..], (ushort)((int.Log2(lsb) - 8) << 13));
            double temperature = _packet.TemperatureC ?? 25;
            BinaryPrimitives.WriteUInt16LittleEndian(block[20..], (ushort)Math.Clamp(Math.Round((temperature * CwaBlock.TemperatureCountsPerDegree) + CwaBlock.TemperatureZero), 0, 1023));
            block[22] = 0;
            double volts = 3.5 + (0.007 * (_packet.BatteryPercent ?? 100));
            block[23] = (byte)Math.Clamp(Math.Round((volts * 1000 * 1024 / 6000) - 512), 0, 255);
            block[24] = rateCode;
            block[25] = 0x32; // three axes, 16 bits each
            // Readers add the fraction back to this offset: it is zero where it has moved back by as much.
            BinaryPrimitives.WriteInt16LittleEndian(block[26..], (short)-(((fraction << 1) * (int)rateHz) >> 16));
            BinaryPrimitives.WriteUInt16LittleEndian(block[28..], (ushort)_held);
            block[(CwaBlock.DataAt + (6 * _held))..].Clear();
            BinaryPrimitives.WriteUInt16LittleEndian(block[510..], (ushort)-CwaBlock.Sum(block));
            stream.Write(block);
            _held = 0;
        }
    }
}
