namespace RlsMotion.Recordings.Csv;

/// <summary>Where in a text file the numbers are and what they mean.</summary>
internal sealed record CsvLayout
{
    /// <summary>Between fields.</summary>
    public required byte Delimiter { get; init; }

    /// <summary>Whether decimals follow a comma.</summary>
    public bool HasDecimalComma { get; init; }

    /// <summary>Rows before the first sample.</summary>
    public required int SkippedRows { get; init; }

    /// <summary>Column of the time; -1 for none.</summary>
    public int TimeColumn { get; init; } = -1;

    /// <summary>How it tells time.</summary>
    public CsvTimeKind TimeKind { get; init; }

    /// <summary>Microseconds in one unit of a numeric time.</summary>
    public double TimeUnitMicroseconds { get; init; } = 1;

    /// <summary>Column of x; y and z have their own.</summary>
    public required int X { get; init; }

    /// <summary>Column of y.</summary>
    public required int Y { get; init; }

    /// <summary>Column of z.</summary>
    public required int Z { get; init; }

    /// <summary>Column of the rotation's x in degrees per second, y and z behind it; -1 for none.</summary>
    public int RotationX { get; init; } = -1;

    /// <summary>Column of the temperature in degrees Celsius; -1 for none.</summary>
    public int TemperatureColumn { get; init; } = -1;

    /// <summary>One unit of the file in g.</summary>
    public required double UnitG { get; init; }

    /// <summary>Nominal samples per second.</summary>
    public required double RateHz { get; init; }

    /// <summary>True distance of samples in microseconds, by the first rows.</summary>
    public required double PeriodMicroseconds { get; init; }

    /// <summary>Largest step of the times as they are written, in microseconds: a file that writes whole seconds steps by a second.</summary>
    public double TimeStepMicroseconds { get; init; }

    /// <summary>Counts per g of the grid on which the values lie; null for none.</summary>
    public int? LsbPerG { get; init; }

    /// <summary>How far from the grid rounding to the printed digits may put a value, in counts.</summary>
    public double GridTolerance { get; init; }

    /// <summary>Time of the first sample by header or option, in microseconds; local unless an offset is known. Null if it is in the rows or unknown.</summary>
    public double? StartMicroseconds { get; init; }

    /// <summary>Offset that the file itself names, in seconds; null if it names none. Zero for Unix times.</summary>
    public int? OffsetSeconds { get; init; }

    /// <summary>Whether that offset stands in every row, so that rows' times are UTC already.</summary>
    public bool OffsetIsInRows { get; init; }

    /// <summary>What wrote the file; null if it does not say.</summary>
    public string? Device { get; init; }

    /// <summary>Serial number; null if it does not say.</summary>
    public string? Serial { get; init; }

    /// <summary>The last column that is used.</summary>
    public int LastColumn => Math.Max(Math.Max(Math.Max(X, Y), Math.Max(Z, TimeColumn)), RotationX >= 0 ? RotationX + 2 : 0);
}
