namespace RlsMotion.Ingest.Wire;

/// <summary>Why a payload is no packet: one reason each, counted by name. <c>docs/wire.md</c> says what to do about each.</summary>
public enum PacketError
{
    /// <summary>It is a packet.</summary>
    None = 0,

    /// <summary>No bytes at all.</summary>
    Empty,

    /// <summary>Longer than <see cref="PacketDecoder.MaxPayloadBytes"/>.</summary>
    PayloadTooLarge,

    /// <summary>The content type names no known format and the first byte begins none.</summary>
    UnknownFormat,

    /// <summary>A version other than 1.</summary>
    UnsupportedVersion,

    /// <summary>Binary: the first two bytes are not "RM".</summary>
    WrongMagic,

    /// <summary>Binary: shorter than its header of 44 bytes.</summary>
    HeaderCut,

    /// <summary>Fewer bytes than the sample count needs.</summary>
    SamplesCut,

    /// <summary>Bytes after the end of the packet.</summary>
    TrailingBytes,

    /// <summary>Binary: the CRC-32C trailer does not agree with the bytes before it.</summary>
    ChecksumMismatch,

    /// <summary>Binary: a difference is no LEB128 number of at most five bytes.</summary>
    MalformedDelta,

    /// <summary>A count of zero, or an empty list of samples.</summary>
    NoSamples,

    /// <summary>More than 2000 samples.</summary>
    TooManySamples,

    /// <summary>The period is zero, or the rate is no number above zero whose period is 1 to 4 294 967 295 ns.</summary>
    PeriodOutOfRange,

    /// <summary>The counts per g are zero or cannot be used.</summary>
    ScaleOutOfRange,

    /// <summary>Binary: axes other than 3 or 6. JSON: a row that does not hold three numbers.</summary>
    UnsupportedAxes,

    /// <summary>The first sample index is negative or beyond 2^53.</summary>
    IndexOutOfRange,

    /// <summary>The time cannot be read or lies beyond the calendar (before 1970 where an index must be made from it).</summary>
    TimeOutOfRange,

    /// <summary>A sample that does not fit its type: a sum of differences outside int16, or beyond 32 768 g.</summary>
    ValueOutOfRange,

    /// <summary>JSON: not JSON, or cut.</summary>
    MalformedJson,

    /// <summary>JSON: the outermost value is not an object.</summary>
    NotAnObject,

    /// <summary>JSON: nested deeper than 16 levels.</summary>
    NestedTooDeep,

    /// <summary>CBOR: not well formed, cut, or a length beyond the message.</summary>
    MalformedCbor,

    /// <summary>A field that must be there is not: samples.</summary>
    MissingSamples,

    /// <summary>A field that must be there is not: the time of the first sample.</summary>
    MissingTime,

    /// <summary>A field that must be there is not: the rate, with more than one sample.</summary>
    MissingRate,

    /// <summary>A field that must be there is not: the counts per g of raw samples.</summary>
    MissingScale,

    /// <summary>A field that must be there is not: any other.</summary>
    MissingField,

    /// <summary>A field has the wrong type or does not fit its range.</summary>
    WrongType,

    /// <summary>A field is there twice, or samples are given in two ways.</summary>
    DuplicateField,

    /// <summary>JSON: columns, or samples and rotation, of different lengths.</summary>
    UnequalLengths,

    /// <summary>JSON: an index without boot and sequence number means nothing.</summary>
    IndexWithoutCounter,

    /// <summary>JSON: a unit other than g, mg, m/s2, raw.</summary>
    UnknownUnit,

    /// <summary>Sensor Logger: no stream of acceleration among those sent.</summary>
    NoAcceleration,

    /// <summary>Sensor Logger: phone and watch in one message; which one is on the leg is not known.</summary>
    TwoDevices,

    /// <summary>Sensor Logger: gravity is missing within 100 ms of a sample of the gravity-free accelerometer.</summary>
    MissingGravity,

    /// <summary>Sensor Logger: sample times do not rise, or leave a hole of more than 100 ms.</summary>
    UnevenTimes,
}
