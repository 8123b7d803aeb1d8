using System.Buffers.Text;

namespace RlsMotion.Recordings.Csv;

/// <summary>Decimal numbers from bytes: exact, and quick for what sensors write.</summary>
internal static class CsvNumber
{
    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Largest whole number below which every whole number is a double.</summary>
    private const long ExactBelow = 1L << 53;

    /// <summary>Reads a finite number; quotes and blanks around it are passed over. False if it is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, bool hasDecimalComma, out double value) => TryParse(field, hasDecimalComma, out value, out _);

    /// <summary>Reads a finite number and how many digits follow its point.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, bool hasDecimalComma, out double value, out int decimals)
    {
        field = Trim(field);
        byte point = hasDecimalComma ? (byte)',' : (byte)'.';
        (value, decimals) = (0, 0);
        int i = 0;
        bool isNegative = false;
        if (field.Length > 0 && field[0] is (byte)'-' or (byte)'+')
        {
            isNegative = field[0] == '-';
            i = 1;
        }
        long digits = 0;
        int count = 0;
        bool isPastPoint = false;
        for (; i < field.Length; i++)
        {
            uint digit = (uint)field[i] - '0';
            if (digit <= 9 && digits < ExactBelow)
            {
                digits = (digits * 10) + digit;
                count++;
                decimals += isPastPoint ? 1 : 0;
            }
            else if (field[i] == point && !isPastPoint)
            {
                isPastPoint = true;
            }
            else
            {
                return TryLong(field, point, out value);
            }
        }
        if (count == 0)
        {
            return false;
        }
        if (digits >= ExactBelow || decimals >= PowersOfTen.Length)
        {
            return TryLong(field, point, out value);
        }
        double magnitude = digits / PowersOfTen[decimals]; // both exact, so the quotient is the nearest double
        value = isNegative ? -magnitude : magnitude;
        return true;
    }

    /// <summary>Without blanks and one pair of quotes.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> field)
    {
        field = field.Trim(" \r\t"u8);
        return field.Length >= 2 && field[0] == '"' && field[^1] == '"' ? field[1..^1].Trim(" "u8) : field;
    }

    /// <summary>More digits than a double holds, or an exponent.</summary>
    private static bool TryLong(ReadOnlySpan<byte> field, byte point, out double value)
    {
        value = 0;
        if (field.Length > 60)
        {
            return false;
        }
        Span<byte> copy = stackalloc byte[60];
        field.CopyTo(copy);
        if (point == ',')
        {
            copy[..field.Length].Replace((byte)',', (byte)'.');
        }
        return Utf8Parser.TryParse(copy[..field.Length], out value, out int used) && used == field.Length && double.IsFinite(value);
    }
}
