namespace RlsMotion.Analysis.Samples;

/// <summary>What became of a packet at the reorder window.</summary>
internal enum Arrival
{
    /// <summary>It is held, and will come out in its place.</summary>
    Taken,

    /// <summary>Everything in it is out already, and it would have changed nothing.</summary>
    Repeated,

    /// <summary>It would have changed what is out already: the night has to be replayed from the log.</summary>
    TooLate,

    /// <summary>Its sample index cannot be: the packet is ignored.</summary>
    Refused,
}
