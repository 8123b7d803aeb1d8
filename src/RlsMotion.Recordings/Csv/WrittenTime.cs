using System.Buffers.Text;
using System.Text;

namespace RlsMotion.Recordings.Csv;

/// <summary>Dates with times as devices write them: 2019-12-23 21:04:06.690, with T, slashes or a colon before the milliseconds, with Z or an offset behind.</summary>
/// <remarks>A year behind (31/12/2019) is day first, unless the second number cannot be a month.</remarks>
internal static class WrittenTime
{
    /// <summary>Reads one. The result is UTC where an offset is written, else local.</summary>
    /// <param name="field">The field, trimmed.</param>
    /// <param name="microseconds">Microseconds since 1970.</param>
    /// <param name="offsetSeconds">Offset that was written; null if none.</param>
    public static bool TryParse(ReadOnlySpan<byte> field, out double microseconds, out int? offsetSeconds)
    {
        (microseconds, offsetSeconds) = (0, null);
        if (!Take(ref field, out int a) || !Separator(ref field) || !Take(ref field, out int b) || !Separator(ref field) || !Take(ref field, out int c))
        {
            return false;
        }
        (int year, int month, int day) = a > 31 ? (a, b, c) : b > 12 ? (c, a, b) : (c, b, a);
        if (year is < 1970 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || field.Length < 2 || field[0] is not ((byte)' ' or (byte)'T'))
        {
            return false;
        }
        field = field[1..];
        if (!Take(ref field, out int hour) || !Colon(ref field) || !Take(ref field, out int minute) || hour > 23 || minute > 59)
        {
            return false;
        }
        int second = 0;
        if (Colon(ref field) && (!Take(ref field, out second) || second > 59))
        {
            return false;
        }
        double fraction = 0;
        if (field.Length > 1 && field[0] is (byte)'.' or (byte)',' or (byte)':')
        {
            field = field[1..];
            double unit = 0.1;
            int digits = 0;
            for (; digits < field.Length && field[digits] is >= (byte)'0' and <= (byte)'9'; digits++, unit /= 10)
            {
                fraction += (field[digits] - '0') * unit;
            }
            field = field[digits..];
        }
        if (!TryOffset(field, out offsetSeconds))
        {
            return false;
        }
        long seconds = (Days(year, month, day) * 86400L) + (hour * 3600) + (minute * 60) + second - (offsetSeconds ?? 0);
        microseconds = Math.Round((seconds + fraction) * 1e6);
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> field, out int? seconds)
    {
        seconds = null;
        field = field.TrimStart((byte)' ');
        if (field.Length == 0)
        {
            return true;
        }
        if (field.SequenceEqual("Z"u8) || field.SequenceEqual("UTC"u8))
        {
            seconds = 0;
            return true;
        }
        if (field[0] is not ((byte)'+' or (byte)'-'))
        {
            return false;
        }
        int sign = field[0] == '-' ? -1 : 1;
        ReadOnlySpan<byte> digits = field[1..];
        if (digits.Length is not (2 or 4 or 5) || !Utf8Parser.TryParse(digits[..2], out int hours, out int used) || used != 2)
        {
            return false;
        }
        int minutes = 0;
        if (digits.Length > 2 && (!Utf8Parser.TryParse(digits[^2..], out minutes, out used) || used != 2 || minutes > 59))
        {
            return false;
        }
        seconds = sign * ((hours * 3600) + (minutes * 60));
        return hours <= 18 && Math.Abs(seconds.Value) <= 18 * 3600;
    }

    /// <summary>Offset written in a header such as "time (-07:00)" or "GMT +01:00"; null if none.</summary>
    public static int? OffsetIn(string text)
    {
        for (int at = 0; at + 6 <= text.Length; at++)
        {
            if (text[at] is '+' or '-' && text[at + 3] == ':' && TryOffset(Encoding.ASCII.GetBytes(text.Substring(at, 6)), out int? seconds))
            {
                return seconds;
            }
        }
        return null;
    }

    private static long Days(int year, int month, int day)
    {
        // Days from civil (H. Hinnant, "chrono-compatible low-level date algorithms"): quick, and right over the whole calendar.
        int y = month <= 2 ? year - 1 : year;
        int era = y / 400;
        int yearOfEra = y - (era * 400);
        int dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        int dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146097L) + dayOfEra - 719468;
    }

    private static bool Take(ref ReadOnlySpan<byte> field, out int number)
    {
        number = 0;
        int i = 0;
        for (; i < field.Length && i < 4 && field[i] is >= (byte)'0' and <= (byte)'9'; i++)
        {
            number = (number * 10) + field[i] - '0';
        }
        field = field[i..];
        return i > 0;
    }

    private static bool Separator(ref ReadOnlySpan<byte> field) => Skip(ref field, (byte)'-') || Skip(ref field, (byte)'/') || Skip(ref field, (byte)'.');

    private static bool Colon(ref ReadOnlySpan<byte> field) => Skip(ref field, (byte)':');

    private static bool Skip(ref ReadOnlySpan<byte> field, byte expected)
    {
        if (field.Length > 0 && field[0] == expected)
        {
            field = field[1..];
            return true;
        }
        return false;
    }
}
