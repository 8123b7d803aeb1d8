namespace RlsMotion.Ingest.Wire;

/// <summary>What a topic of the tree <c>rls/v1</c> is for.</summary>
public enum TopicKind
{
    /// <summary>Birth of a sensor, retained: <see cref="Inbound.SensorInfo"/>.</summary>
    Info,

    /// <summary>State of a sensor, retained, also its last will: <see cref="Inbound.SensorState"/>.</summary>
    State,

    /// <summary>Acceleration: one packet a message.</summary>
    Acceleration,

    /// <summary>Markers, wear, charger, samples declared lost: <see cref="Messages.DeviceEvent"/>.</summary>
    Event,

    /// <summary>A sensor asks for the time: <see cref="Messages.TimeQuestion"/>.</summary>
    TimeUp,

    /// <summary>The answer: <see cref="Messages.TimeAnswer"/>.</summary>
    TimeDown,

    /// <summary>What is durably kept: <see cref="Inbound.DurableAck"/>.</summary>
    Acknowledgement,

    /// <summary>What a sensor shall do: <see cref="Messages.DeviceCommand"/>.</summary>
    Command,

    /// <summary>A sensor asks to be paired.</summary>
    PairRequest,

    /// <summary>The answer to it.</summary>
    PairResponse,

    /// <summary>A person's last night, retained, where it was opted in.</summary>
    Night,
}
