namespace RlsMotion.Simulation.Motion;

/// <summary>What a leg does at one moment, against how it rests.</summary>
internal struct MotionState
{
    /// <summary>Turn against the resting orientation, as a rotation vector in radians.</summary>
    public Vector Rotation;

    /// <summary>Acceleration that is not gravity, in g.</summary>
    public Vector LinearG;
}
