using System.Text.Json;

namespace RlsMotion.Ingest.Wire.SensorLogger;

/// <summary>One element of a message's payload: name, time, and fields beside them or under "values", in any order.</summary>
internal struct SensorLoggerReading
{
    private long? _nanoseconds;
    private double? _x;
    private double? _y;
    private double? _z;
    private double? _accelerationX;
    private double? _accelerationY;
    private double? _accelerationZ;
    private double? _gravityX;
    private double? _gravityY;
    private double? _gravityZ;

    public SensorLoggerStream Stream { get; private set; }

    /// <summary>True where time and all axes of the stream are there.</summary>
    public readonly bool IsWhole => _nanoseconds is not null && (Stream == SensorLoggerStream.WristMotion
        ? _accelerationX is not null && _accelerationY is not null && _accelerationZ is not null && _gravityX is not null && _gravityY is not null && _gravityZ is not null
        : _x is not null && _y is not null && _z is not null);

    public readonly TimedVector Vector => Stream == SensorLoggerStream.WristMotion
        ? new(_nanoseconds!.Value, _accelerationX!.Value, _accelerationY!.Value, _accelerationZ!.Value)
        : new(_nanoseconds!.Value, _x!.Value, _y!.Value, _z!.Value);

    public readonly TimedVector Gravity => new(_nanoseconds!.Value, _gravityX!.Value, _gravityY!.Value, _gravityZ!.Value);

    /// <summary>Reads from the object's start to its end.</summary>
    public PacketError Read(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            PacketError error;
            if (reader.ValueTextEquals("values"u8))
            {
                reader.Read();
                error = reader.TokenType == JsonTokenType.StartObject ? ReadValues(ref reader) : JsonLimits.Skip(ref reader);
            }
            else
            {
                error = ReadField(ref reader);
            }
            if (error != PacketError.None)
            {
                return error;
            }
        }
        return PacketError.None;
    }

    private PacketError ReadValues(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            PacketError error = ReadField(ref reader);
            if (error != PacketError.None)
            {
                return error;
            }
        }
        return PacketError.None;
    }

    private PacketError ReadField(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("name"u8))
        {
            reader.Read();
            Stream = StreamOf(ref reader);
            return JsonLimits.Skip(ref reader);
        }
        if (reader.ValueTextEquals("time"u8))
        {
            reader.Read();
            return ReadNanoseconds(ref reader);
        }
        return reader.ValueTextEquals("x"u8) ? ReadAxis(ref reader, ref _x)
            : reader.ValueTextEquals("y"u8) ? ReadAxis(ref reader, ref _y)
            : reader.ValueTextEquals("z"u8) ? ReadAxis(ref reader, ref _z)
            : reader.ValueTextEquals("accelerationX"u8) ? ReadAxis(ref reader, ref _accelerationX)
            : reader.ValueTextEquals("accelerationY"u8) ? ReadAxis(ref reader, ref _accelerationY)
            : reader.ValueTextEquals("accelerationZ"u8) ? ReadAxis(ref reader, ref _accelerationZ)
            : reader.ValueTextEquals("gravityX"u8) ? ReadAxis(ref reader, ref _gravityX)
            : reader.ValueTextEquals("gravityY"u8) ? ReadAxis(ref reader, ref _gravityY)
            : reader.ValueTextEquals("gravityZ"u8) ? ReadAxis(ref reader, ref _gravityZ)
            : JsonLimits.Skip(ref reader);
    }

    private static SensorLoggerStream StreamOf(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? SensorLoggerStream.Other
        : reader.ValueTextEquals("accelerometer"u8) ? SensorLoggerStream.Accelerometer
        : reader.ValueTextEquals("gravity"u8) ? SensorLoggerStream.Gravity
        : reader.ValueTextEquals("totalacceleration"u8) ? SensorLoggerStream.TotalAcceleration
        : reader.ValueTextEquals("accelerometeruncalibrated"u8) ? SensorLoggerStream.Uncalibrated
        : reader.ValueTextEquals("wristmotion"u8) ? SensorLoggerStream.WristMotion
        : SensorLoggerStream.Other;

    /// <summary>Nanoseconds, as JavaScript writes them: whole, or with an exponent.</summary>
    private PacketError ReadNanoseconds(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long whole))
        {
            _nanoseconds = whole;
        }
        else if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out decimal number) && number is >= 0 and <= long.MaxValue)
        {
            _nanoseconds = (long)number;
        }
        else
        {
            return JsonLimits.Skip(ref reader); // a stream of ours without a time is refused as not whole
        }
        return PacketError.None;
    }

    /// <summary>Another stream's field of the same name may be anything; one of ours that is no number is missing.</summary>
    private static PacketError ReadAxis(ref Utf8JsonReader reader, ref double? axis)
    {
        reader.Read();
        if (JsonLimits.ReadDouble(ref reader, out double value) == PacketError.None)
        {
            axis = value;
            return PacketError.None;
        }
        return JsonLimits.Skip(ref reader);
    }
}
