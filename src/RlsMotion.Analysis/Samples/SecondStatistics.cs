using System.Numerics;

namespace RlsMotion.Analysis.Samples;

/// <summary>What is kept of about one second of samples once detection is done with them, axis by axis, in g.</summary>
/// <param name="FirstIndex">Sample index at which the second starts.</param>
/// <param name="Count">Samples that were received in it; 1 or more.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Deviation">Standard deviation.</param>
/// <param name="Least">Smallest value.</param>
/// <param name="Largest">Largest value.</param>
internal readonly record struct SecondStatistics(long FirstIndex, int Count, Vector3 Mean, Vector3 Deviation, Vector3 Least, Vector3 Largest)
{
    /// <summary>Root mean square distance from the mean, all axes together: gravity is in the mean and drops out.</summary>
    public float ActivityG => Deviation.Length();
}
