namespace RlsMotion.Analysis.Samples;

/// <summary>Consecutive samples in their final order.</summary>
/// <param name="FirstIndex">Index of the first sample, counted from the boot.</param>
/// <param name="XyzG">Interleaved x, y, z as the sensor read them, in g; a piece of a packet's own memory.</param>
/// <param name="PeriodNanoseconds">Nominal distance of samples.</param>
internal readonly record struct SampleRun(long FirstIndex, ReadOnlyMemory<double> XyzG, uint PeriodNanoseconds)
{
    public long EndIndex => FirstIndex + (XyzG.Length / 3);
}
