namespace RlsMotion.Recordings.Csv;

/// <summary>Fields of one row.</summary>
internal static class CsvRow
{
    /// <summary>A field by its column; empty where the row is shorter.</summary>
    public static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> row, byte delimiter, int column)
    {
        for (int i = 0; i < column; i++)
        {
            int at = row.IndexOf(delimiter);
            if (at < 0)
            {
                return [];
            }
            row = row[(at + 1)..];
        }
        int end = row.IndexOf(delimiter);
        return end < 0 ? row : row[..end];
    }

    /// <summary>Reads a time field by the layout: microseconds since 1970 (local where the file is local) or since the recording began.</summary>
    public static bool TryTime(CsvLayout layout, ReadOnlySpan<byte> field, out double microseconds)
    {
        if (layout.TimeKind == CsvTimeKind.Written)
        {
            return WrittenTime.TryParse(CsvNumber.Trim(field), out microseconds, out _) && Microseconds.IsBelievable(microseconds);
        }
        bool isNumber = CsvNumber.TryParse(field, layout.HasDecimalComma, out double number);
        microseconds = number * layout.TimeUnitMicroseconds;
        return isNumber && (layout.TimeKind == CsvTimeKind.Unix ? Microseconds.IsBelievable(microseconds) : Math.Abs(microseconds) < 1e14);
    }
}
