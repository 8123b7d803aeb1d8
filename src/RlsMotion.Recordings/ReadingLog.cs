namespace RlsMotion.Recordings;

/// <summary>What a reader notices besides samples.</summary>
internal sealed class ReadingLog
{
    /// <summary>Stretches without samples, in order.</summary>
    public List<RecordingGap> Gaps { get; } = [];

    /// <summary>Damaged blocks or rows that were left out.</summary>
    public long BadBlocks { get; set; }

    /// <summary>Sum of temperatures over blocks, finer than packets tell it.</summary>
    public double TemperatureSum { get; set; }

    /// <summary>Blocks in that sum.</summary>
    public long TemperatureBlocks { get; set; }

    /// <summary>Time of the last sample in microseconds, as exact as the file tells; null before it is known.</summary>
    public double? LastTimeMicroseconds { get; set; }
}
