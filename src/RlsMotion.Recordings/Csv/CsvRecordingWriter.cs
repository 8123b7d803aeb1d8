using System.Buffers.Text;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Recordings.Csv;

/// <summary>Writes packets as CSV: t_ms (Unix time in whole milliseconds), x, y, z in g.</summary>
/// <remarks>Values are written in the shortest form that reads back to the same bits. Missing samples are missing rows.</remarks>
public static class CsvRecordingWriter
{
    private const int LongestRow = 128;

    /// <summary>Writes a whole file. Whole files only appear under their name when the caller writes to a temporary one and renames it.</summary>
    /// <param name="stream">Where to; UTF-8, lines end with a line feed.</param>
    /// <param name="packets">In order of their time.</param>
    public static void Write(Stream stream, IEnumerable<SensorPacket> packets)
    {
        stream.Write("t_ms,x,y,z\n"u8);
        using IEnumerator<SensorPacket> each = packets.GetEnumerator();
        SensorPacket? packet = each.MoveNext() ? each.Current : null;
        double period = (packet?.PeriodNanoseconds ?? 0) / 1000.0;
        byte[] text = new byte[LongestRow * SensorPacket.MaxSamples];
        while (packet is not null)
        {
            SensorPacket? next = each.MoveNext() ? each.Current : null;
            if (next is not null && next.Boot == packet.Boot && next.FirstIndex > packet.FirstIndex && next.FirstTimeMicroseconds > packet.FirstTimeMicroseconds)
            {
                period = (next.FirstTimeMicroseconds - packet.FirstTimeMicroseconds) / (double)(next.FirstIndex - packet.FirstIndex);
            }
            stream.Write(text, 0, Rows(packet, period, text));
            packet = next;
        }
    }

    private static int Rows(SensorPacket packet, double period, Span<byte> text)
    {
        int at = 0;
        ReadOnlySpan<double> xyz = packet.XyzG.Span;
        for (int i = 0; i < packet.Count; i++)
        {
            Utf8Formatter.TryFormat((long)Math.Round((packet.FirstTimeMicroseconds + (i * period)) / 1000), text[at..], out int written);
            at += written;
            for (int axis = 0; axis < 3; axis++)
            {
                text[at++] = (byte)',';
                xyz[(3 * i) + axis].TryFormat(text[at..], out written, "R", System.Globalization.CultureInfo.InvariantCulture);
                at += written;
            }
            text[at++] = (byte)'\n';
        }
        return at;
    }
}
