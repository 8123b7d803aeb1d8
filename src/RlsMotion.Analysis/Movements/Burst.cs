namespace RlsMotion.Analysis.Movements;

/// <summary>An unbroken stretch of change above the floor, by sample since the start of the stretch, half-open.</summary>
internal struct Burst
{
    public long On;
    public long Off;

    /// <summary>Samples in which it really moves: a held tilt between joined bursts is not counted.</summary>
    public long Active;

    public int Parts;

    /// <summary>Whether an edge was set by a tilt; it is set once.</summary>
    public bool Grown;
    public double PeakSquared;
    public double SumSquared;
    public double SumShakingSquared;
    public int Peaks;
    public double FloorSquared;
    public double ShakingFloorSquared;

    /// <summary>Tells a tilt from rest.</summary>
    public SwayMetric Sway;

    /// <summary>Takes a later burst in: from now on the two are one.</summary>
    public void Join(in Burst later)
    {
        Off = later.Off;
        Active += later.Active;
        Parts += later.Parts;
        PeakSquared = Math.Max(PeakSquared, later.PeakSquared);
        SumSquared += later.SumSquared;
        SumShakingSquared += later.SumShakingSquared;
        Peaks += later.Peaks;
    }
}
