namespace RlsMotion.Ingest.Inbound;

/// <summary>What a sensor's message is about; follows from its topic.</summary>
public enum InboundKind
{
    /// <summary><c>up/acc</c>: samples.</summary>
    Samples,

    /// <summary><c>up/event</c>: a button, lights off, samples declared lost.</summary>
    Event,

    /// <summary><c>up/time</c>: a question for the server's time.</summary>
    Time,

    /// <summary><c>state</c>: online, asleep, charging or offline; retained.</summary>
    State,

    /// <summary><c>info</c>: what the sensor is; retained.</summary>
    Info,

    /// <summary>Another topic under <c>up</c>: permitted, counted, not kept.</summary>
    Other,
}
