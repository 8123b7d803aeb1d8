namespace RlsMotion.Simulation;

/// <summary>Whose night it is, and with what sensors.</summary>
public enum SimulationProfile
{
    /// <summary>A healthy sleeper: few leg movements, most of them single.</summary>
    Healthy,

    /// <summary>Restless legs: about 30 periodic movements an hour of sleep.</summary>
    Rls,

    /// <summary>Severe: about 75 an hour, long runs, larger movements.</summary>
    Severe,

    /// <summary>Over 65: shorter intervals, more waking, a walk to the toilet.</summary>
    Elderly,

    /// <summary>A restless sleeper beside a restless partner: few periodic movements, much of everything else.</summary>
    Restless,

    /// <summary>As <see cref="Rls"/>, recorded on one leg alone.</summary>
    OneLeg,

    /// <summary>As <see cref="Rls"/>, with cheap sensors: 25 Hz, 15.6 mg steps, more noise, clocks of the sampling off by 3 to 5 %.</summary>
    Cheap,

    /// <summary>As <see cref="Rls"/>, over a poor radio link: losses, gaps, late and doubled packets, clocks slightly apart.</summary>
    Lossy,

    /// <summary>Nobody moves: a sleeping leg's breathing, heartbeat and the sensor's noise. What is found here is false.</summary>
    Silent,
}
