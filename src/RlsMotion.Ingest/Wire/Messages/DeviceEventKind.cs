namespace RlsMotion.Ingest.Wire.Messages;

/// <summary>What a sensor reports on <c>up/event</c>.</summary>
public enum DeviceEventKind
{
    /// <summary>The button was pressed: "marker".</summary>
    Marker,

    /// <summary>Lights off, by button or app: "lights_off".</summary>
    LightsOff,

    /// <summary>Lights on: "lights_on".</summary>
    LightsOn,

    /// <summary>Put on: "worn".</summary>
    Worn,

    /// <summary>Taken off: "not_worn".</summary>
    NotWorn,

    /// <summary>Put on its charger: "charger_on".</summary>
    ChargerOn,

    /// <summary>Taken off its charger: "charger_off".</summary>
    ChargerOff,

    /// <summary>Samples that the sensor cannot send any more: told by its field "lost".</summary>
    SamplesLost,
}
