namespace RlsMotion.Recordings.Csv;

/// <summary>How a column tells time.</summary>
internal enum CsvTimeKind
{
    /// <summary>Not at all: samples follow each other at the rate.</summary>
    None,

    /// <summary>A number of some unit since 1970.</summary>
    Unix,

    /// <summary>A number of some unit since the recording began.</summary>
    Elapsed,

    /// <summary>Date and time of day.</summary>
    Written,
}
