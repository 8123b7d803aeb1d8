namespace RlsMotion.Simulation.Planning;

/// <summary>How the lower leg lies after an event.</summary>
internal enum RestingPlace
{
    /// <summary>As before.</summary>
    Same,

    /// <summary>A little differently: 3 to 25 degrees.</summary>
    Nudged,

    /// <summary>Turned with the body: 20 to 120 degrees.</summary>
    Turned,

    /// <summary>Standing or sitting, the shank upright.</summary>
    Upright,

    /// <summary>In bed.</summary>
    Lying,

    /// <summary>The sensor off the leg, on a table.</summary>
    Table,
}
