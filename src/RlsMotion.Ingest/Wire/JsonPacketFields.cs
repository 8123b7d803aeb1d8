using System.Buffers;
using System.Text.Json;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Ingest.Wire;

/// <summary>The fields of one JSON packet while it is read. Samples gather in a rented buffer, as x, y, z interleaved, whichever way they come.</summary>
internal struct JsonPacketFields
{
    private const int BufferLength = 3 * SensorPacket.MaxSamples;

    private Field _seen;
    private uint _boot;
    private uint _sequence;
    private long _firstIndex;
    private long _firstTime;
    private double _rateHz;
    private double _lsb;
    private Unit _unit;
    private uint _flags;
    private double _battery;
    private double _temperature;
    private uint _latency;
    private double[] _samples;
    private double[]? _rotation;
    private int _count;
    private int _columnX;
    private int _columnY;
    private int _columnZ;
    private int _rotationCount;

    [Flags]
    private enum Field
    {
        None = 0,
        Version = 1,
        Boot = 1 << 1,
        Sequence = 1 << 2,
        FirstIndex = 1 << 3,
        Time = 1 << 4,
        Rate = 1 << 5,
        Unit = 1 << 6,
        Scale = 1 << 7,
        Rows = 1 << 8,
        X = 1 << 9,
        Y = 1 << 10,
        Z = 1 << 11,
        Flags = 1 << 12,
        Battery = 1 << 13,
        Temperature = 1 << 14,
        Latency = 1 << 15,
        Rotation = 1 << 16,
        Columns = X | Y | Z,
    }

    private enum Unit
    {
        G,
        MilliG,
        MetresPerSecondSquared,
        Raw,
    }

    public void Rent() => _samples = ArrayPool<double>.Shared.Rent(BufferLength);

    public readonly void Return()
    {
        ArrayPool<double>.Shared.Return(_samples);
        if (_rotation is not null)
        {
            ArrayPool<double>.Shared.Return(_rotation);
        }
    }

    /// <summary>Reads one property, from its name to the end of its value.</summary>
    public PacketError Read(ref Utf8JsonReader reader)
    {
        Field field = NameOf(ref reader);
        if (field == Field.None)
        {
            return JsonLimits.Skip(ref reader);
        }
        if ((_seen & field) != 0 || ((field & Field.Columns) != 0 && (_seen & Field.Rows) != 0) || (field == Field.Rows && (_seen & Field.Columns) != 0))
        {
            return PacketError.DuplicateField;
        }
        _seen |= field;
        reader.Read();
        switch (field)
        {
            case Field.Version:
                return JsonLimits.ReadUInt32(ref reader, out uint version) is { } error && error != PacketError.None ? error
                    : version != WireLimits.Version ? PacketError.UnsupportedVersion
                    : PacketError.None;
            case Field.Boot:
                return JsonLimits.ReadUInt32(ref reader, out _boot);
            case Field.Sequence:
                return JsonLimits.ReadUInt32(ref reader, out _sequence);
            case Field.FirstIndex:
                return reader.TokenType != JsonTokenType.Number ? PacketError.WrongType
                    : reader.TryGetInt64(out _firstIndex) && _firstIndex >= 0 && WireLimits.IsIndex((ulong)_firstIndex) ? PacketError.None
                    : PacketError.IndexOutOfRange;
            case Field.Time:
                return JsonLimits.ReadTime(ref reader, out _firstTime);
            case Field.Rate:
                return JsonLimits.ReadDouble(ref reader, out _rateHz);
            case Field.Unit:
                return ReadUnit(ref reader);
            case Field.Scale:
                return JsonLimits.ReadDouble(ref reader, out _lsb) is { } wrong && wrong != PacketError.None ? wrong
                    : _lsb > 0 ? PacketError.None
                    : PacketError.ScaleOutOfRange;
            case Field.Flags:
                return JsonLimits.ReadUInt32(ref reader, out _flags) == PacketError.None && _flags <= byte.MaxValue ? PacketError.None : PacketError.WrongType;
            case Field.Battery:
                return ReadOptional(ref reader, field, out _battery);
            case Field.Temperature:
                return ReadOptional(ref reader, field, out _temperature);
            case Field.Latency:
                return JsonLimits.ReadUInt32(ref reader, out _latency);
            case Field.Rows:
                return ReadRows(ref reader, _samples, out _count);
            case Field.X:
                return ReadColumn(ref reader, 0, out _columnX);
            case Field.Y:
                return ReadColumn(ref reader, 1, out _columnY);
            case Field.Z:
                return ReadColumn(ref reader, 2, out _columnZ);
            default:
                _rotation = ArrayPool<double>.Shared.Rent(BufferLength);
                return ReadRows(ref reader, _rotation, out _rotationCount);
        }
    }

    /// <summary>Checks what was read as a whole, and makes the packet.</summary>
    public PacketError Build(ReadOnlySpan<byte> payload, out SensorPacket? packet)
    {
        packet = null;
        PacketError error = Check(out uint period);
        if (error != PacketError.None)
        {
            return error;
        }
        bool hasCounter = Has(Field.Boot) && Has(Field.Sequence);
        if (!Has(Field.FirstIndex) && !WireLimits.TryGridIndex(_firstTime, period, out _firstIndex))
        {
            return PacketError.TimeOutOfRange;
        }
        ReadOnlySpan<double> given = _samples.AsSpan(0, 3 * _count);
        int? lsbPerG = _unit == Unit.Raw && _lsb <= ushort.MaxValue && double.IsInteger(_lsb) && AreInt16(given) ? (int)_lsb : null;
        double[] xyzG = new double[3 * _count];
        double unitsPerG = _unit switch { Unit.MilliG => 1000, Unit.MetresPerSecondSquared => WireLimits.StandardGravity, Unit.Raw => _lsb, _ => 1 };
        for (int i = 0; i < xyzG.Length; i++)
        {
            xyzG[i] = given[i] / unitsPerG;
            if (!(Math.Abs(xyzG[i]) <= WireLimits.MaxG))
            {
                return PacketError.ValueOutOfRange;
            }
        }
        packet = new SensorPacket
        {
            XyzG = xyzG,
            RotationDps = Has(Field.Rotation) ? _rotation.AsSpan(0, 3 * _count).ToArray() : [],
            Boot = _boot,
            Sequence = hasCounter ? _sequence : JsonPacketDecoder.HashOf(payload),
            FirstIndex = _firstIndex,
            FirstTimeMicroseconds = _firstTime,
            PeriodNanoseconds = period,
            Flags = Has(Field.Flags) ? (PacketFlags)_flags : PacketFlags.UnixTime,
            HasCounter = hasCounter,
            LsbPerG = lsbPerG,
            BatteryPercent = Has(Field.Battery) && _battery is >= 0 and <= 100 ? (int)Math.Round(_battery) : null,
            TemperatureC = Has(Field.Temperature) && Math.Abs(_temperature) <= 327 ? _temperature : null,
            LatencyMilliseconds = Has(Field.Latency) && _latency != FrameLayout.UnknownLatency ? _latency : null,
        };
        return PacketError.None;
    }

    private PacketError Check(out uint period)
    {
        period = WireLimits.DefaultPeriodNanoseconds;
        if ((_seen & Field.Columns) != 0)
        {
            if ((_seen & Field.Columns) != Field.Columns)
            {
                return PacketError.MissingSamples;
            }
            if (_columnX != _columnY || _columnY != _columnZ)
            {
                return PacketError.UnequalLengths;
            }
            _count = _columnX;
        }
        else if (!Has(Field.Rows))
        {
            return PacketError.MissingSamples;
        }
        if (_count == 0)
        {
            return PacketError.NoSamples;
        }
        if (Has(Field.Rotation) && _rotationCount != _count)
        {
            return PacketError.UnequalLengths;
        }
        if (!Has(Field.Time))
        {
            return PacketError.MissingTime;
        }
        if (Has(Field.FirstIndex) && !(Has(Field.Boot) && Has(Field.Sequence)))
        {
            return PacketError.IndexWithoutCounter;
        }
        if (_unit == Unit.Raw && !Has(Field.Scale))
        {
            return PacketError.MissingScale;
        }
        if (!Has(Field.Rate))
        {
            return _count > 1 ? PacketError.MissingRate : PacketError.None;
        }
        double nanoseconds = Math.Round(1e9 / _rateHz);
        if (!(nanoseconds is >= 1 and <= uint.MaxValue))
        {
            return PacketError.PeriodOutOfRange;
        }
        period = (uint)nanoseconds;
        return PacketError.None;
    }

    private static Field NameOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("xyz"u8) ? Field.Rows
        : reader.ValueTextEquals("t0"u8) || reader.ValueTextEquals("t"u8) ? Field.Time
        : reader.ValueTextEquals("hz"u8) ? Field.Rate
        : reader.ValueTextEquals("v"u8) ? Field.Version
        : reader.ValueTextEquals("boot"u8) ? Field.Boot
        : reader.ValueTextEquals("seq"u8) ? Field.Sequence
        : reader.ValueTextEquals("idx"u8) ? Field.FirstIndex
        : reader.ValueTextEquals("unit"u8) ? Field.Unit
        : reader.ValueTextEquals("lsb"u8) ? Field.Scale
        : reader.ValueTextEquals("x"u8) ? Field.X
        : reader.ValueTextEquals("y"u8) ? Field.Y
        : reader.ValueTextEquals("z"u8) ? Field.Z
        : reader.ValueTextEquals("flags"u8) ? Field.Flags
        : reader.ValueTextEquals("bat"u8) ? Field.Battery
        : reader.ValueTextEquals("temp"u8) ? Field.Temperature
        : reader.ValueTextEquals("lat"u8) ? Field.Latency
        : reader.ValueTextEquals("dps"u8) ? Field.Rotation
        : Field.None;

    private PacketError ReadUnit(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return PacketError.WrongType;
        }
        _unit = reader.ValueTextEquals("mg"u8) ? Unit.MilliG
            : reader.ValueTextEquals("m/s2"u8) ? Unit.MetresPerSecondSquared
            : reader.ValueTextEquals("raw"u8) ? Unit.Raw
            : Unit.G;
        return _unit != Unit.G || reader.ValueTextEquals("g"u8) ? PacketError.None : PacketError.UnknownUnit;
    }

    /// <summary>A number, or null for "unknown".</summary>
    private PacketError ReadOptional(ref Utf8JsonReader reader, Field field, out double value)
    {
        value = 0;
        if (reader.TokenType != JsonTokenType.Null)
        {
            return JsonLimits.ReadDouble(ref reader, out value);
        }
        _seen &= ~field;
        return PacketError.None;
    }

    private static PacketError ReadRows(ref Utf8JsonReader reader, double[] into, out int count)
    {
        count = 0;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return PacketError.WrongType;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            if (count == SensorPacket.MaxSamples)
            {
                return PacketError.TooManySamples;
            }
            for (int axis = 0; axis < 3; axis++)
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.EndArray)
                {
                    return PacketError.UnsupportedAxes;
                }
                PacketError error = JsonLimits.ReadDouble(ref reader, out into[(3 * count) + axis]);
                if (error != PacketError.None)
                {
                    return error;
                }
            }
            reader.Read();
            if (reader.TokenType != JsonTokenType.EndArray)
            {
                return PacketError.UnsupportedAxes;
            }
            count++;
        }
        return reader.TokenType == JsonTokenType.EndArray ? PacketError.None : PacketError.WrongType;
    }

    /// <summary>One axis: an array of numbers, or one number.</summary>
    private readonly PacketError ReadColumn(ref Utf8JsonReader reader, int axis, out int count)
    {
        count = 0;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            count = 1;
            return JsonLimits.ReadDouble(ref reader, out _samples[axis]);
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == SensorPacket.MaxSamples)
            {
                return PacketError.TooManySamples;
            }
            PacketError error = JsonLimits.ReadDouble(ref reader, out _samples[(3 * count) + axis]);
            if (error != PacketError.None)
            {
                return error;
            }
            count++;
        }
        return PacketError.None;
    }

    private readonly bool Has(Field field) => (_seen & field) != 0;

    private static bool AreInt16(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (!(value is >= short.MinValue and <= short.MaxValue && double.IsInteger(value)))
            {
                return false;
            }
        }
        return true;
    }
}
