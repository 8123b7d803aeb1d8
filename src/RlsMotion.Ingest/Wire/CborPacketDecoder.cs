using System.Buffers;
using System.Buffers.Binary;
using System.Formats.Cbor;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Ingest.Wire;

/// <summary>Reads the CBOR map: the fields of the binary frame under integer keys. Unknown keys are skipped.</summary>
internal static class CborPacketDecoder
{
    public static PacketError Decode(ReadOnlySpan<byte> payload, out SensorPacket? packet)
    {
        packet = null;
        byte[] rented = ArrayPool<byte>.Shared.Rent(payload.Length); // the reader wants memory, not a span
        try
        {
            payload.CopyTo(rented);
            return Read(new CborReader(rented.AsMemory(0, payload.Length), CborConformanceMode.Lax), out packet);
        }
        catch (Exception exception) when (exception is CborContentException or InvalidOperationException or OverflowException)
        {
            // The reader's documented answers to bytes that are no CBOR, to another type than asked for, and to a number too large for it.
            packet = null;
            return exception is CborContentException ? PacketError.MalformedCbor : PacketError.WrongType;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static PacketError Read(CborReader reader, out SensorPacket? packet)
    {
        packet = null;
        var fields = default(CborPacketFields);
        if (reader.PeekState() != CborReaderState.StartMap)
        {
            return PacketError.WrongType;
        }
        reader.ReadStartMap();
        int seen = 0;
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            if (reader.PeekState() is not CborReaderState.UnsignedInteger)
            {
                reader.SkipValue();
                reader.SkipValue();
                continue;
            }
            ulong key = reader.ReadUInt64();
            if (key > CborKeys.Rotation)
            {
                reader.SkipValue();
                continue;
            }
            if ((seen & (1 << (int)key)) != 0)
            {
                return PacketError.DuplicateField;
            }
            seen |= 1 << (int)key;
            fields.Read((int)key, reader);
        }
        reader.ReadEndMap();
        return reader.BytesRemaining != 0 ? PacketError.TrailingBytes : fields.Build(seen, out packet);
    }

    private struct CborPacketFields
    {
        private ulong _version;
        private uint _boot;
        private uint _sequence;
        private ulong _firstIndex;
        private long _firstTime;
        private uint _period;
        private uint _scale;
        private ulong _samplesTag;
        private ReadOnlyMemory<byte> _samples;
        private ulong _rotationTag;
        private ReadOnlyMemory<byte> _rotation;
        private uint _flags;
        private long _battery;
        private long _temperature;
        private uint _latency;

        public void Read(int key, CborReader reader)
        {
            switch (key)
            {
                case CborKeys.Version: _version = reader.ReadUInt64(); break;
                case CborKeys.Boot: _boot = reader.ReadUInt32(); break;
                case CborKeys.Sequence: _sequence = reader.ReadUInt32(); break;
                case CborKeys.FirstIndex: _firstIndex = reader.ReadUInt64(); break;
                case CborKeys.FirstTime: _firstTime = reader.ReadInt64(); break;
                case CborKeys.Period: _period = reader.ReadUInt32(); break;
                case CborKeys.Scale: _scale = reader.ReadUInt32(); break;
                case CborKeys.Samples: _samplesTag = (ulong)reader.ReadTag(); _samples = reader.ReadDefiniteLengthByteString(); break;
                case CborKeys.Flags: _flags = reader.ReadUInt32(); break;
                case CborKeys.Battery: _battery = reader.ReadInt64(); break;
                case CborKeys.Temperature: _temperature = reader.ReadInt64(); break;
                case CborKeys.Latency: _latency = reader.ReadUInt32(); break;
                default: _rotationTag = (ulong)reader.ReadTag(); _rotation = reader.ReadDefiniteLengthByteString(); break;
            }
        }

        public readonly PacketError Build(int seen, out SensorPacket? packet)
        {
            packet = null;
            PacketError error = Check(seen);
            if (error != PacketError.None)
            {
                return error;
            }
            bool counted = _samplesTag == CborKeys.Int16LittleEndian;
            error = ReadValues(_samplesTag, _samples.Span, _scale, WireLimits.MaxG, out double[] xyzG);
            if (error != PacketError.None)
            {
                return error;
            }
            double[] rotation = [];
            if (Has(seen, CborKeys.Rotation))
            {
                error = ReadValues(_rotationTag, _rotation.Span, WireLimits.RotationCountsPerDps, double.MaxValue, out rotation);
                if (error == PacketError.None && rotation.Length != xyzG.Length)
                {
                    error = PacketError.UnequalLengths;
                }
                if (error != PacketError.None)
                {
                    return error;
                }
            }
            packet = new SensorPacket
            {
                XyzG = xyzG,
                RotationDps = rotation,
                Boot = _boot,
                Sequence = _sequence,
                FirstIndex = (long)_firstIndex,
                FirstTimeMicroseconds = _firstTime,
                PeriodNanoseconds = _period,
                Flags = (PacketFlags)_flags,
                LsbPerG = counted ? (int)_scale : null,
                BatteryPercent = Has(seen, CborKeys.Battery) ? WireLimits.Battery(_battery) : null,
                TemperatureC = Has(seen, CborKeys.Temperature) ? WireLimits.Temperature(_temperature) : null,
                LatencyMilliseconds = Has(seen, CborKeys.Latency) ? _latency : null,
            };
            return PacketError.None;
        }

        private readonly PacketError Check(int seen)
        {
            const int Mandatory = (1 << CborKeys.Version) | (1 << CborKeys.Boot) | (1 << CborKeys.Sequence) | (1 << CborKeys.FirstIndex)
                | (1 << CborKeys.Period) | (1 << CborKeys.Flags);
            return Has(seen, CborKeys.Version) && _version != WireLimits.Version ? PacketError.UnsupportedVersion
                : !Has(seen, CborKeys.Samples) ? PacketError.MissingSamples
                : !Has(seen, CborKeys.FirstTime) ? PacketError.MissingTime
                : (seen & Mandatory) != Mandatory ? PacketError.MissingField
                : _period == 0 ? PacketError.PeriodOutOfRange
                : !WireLimits.IsIndex(_firstIndex) ? PacketError.IndexOutOfRange
                : !WireLimits.IsTime(_firstTime) ? PacketError.TimeOutOfRange
                : _flags > byte.MaxValue || _temperature is < short.MinValue or > short.MaxValue ? PacketError.WrongType
                : _samplesTag == CborKeys.Int16LittleEndian && !Has(seen, CborKeys.Scale) ? PacketError.MissingScale
                : _samplesTag == CborKeys.Int16LittleEndian && _scale is 0 or > ushort.MaxValue ? PacketError.ScaleOutOfRange
                : PacketError.None;
        }

        private static bool Has(int seen, int key) => (seen & (1 << key)) != 0;

        private static PacketError ReadValues(ulong tag, ReadOnlySpan<byte> bytes, double scale, double limit, out double[] values)
        {
            values = [];
            int size = tag switch { CborKeys.Int16LittleEndian => sizeof(short), CborKeys.Float64LittleEndian => sizeof(double), _ => 0 };
            if (size == 0)
            {
                return PacketError.WrongType;
            }
            int count = bytes.Length / size;
            if (bytes.IsEmpty)
            {
                return PacketError.NoSamples;
            }
            if (count > 3 * SensorPacket.MaxSamples)
            {
                return PacketError.TooManySamples;
            }
            if (bytes.Length % (3 * size) != 0)
            {
                return PacketError.SamplesCut;
            }
            double[] read = new double[count];
            for (int i = 0; i < count; i++)
            {
                double value = size == sizeof(short)
                    ? BinaryPrimitives.ReadInt16LittleEndian(bytes[(size * i)..]) / scale
                    : BinaryPrimitives.ReadDoubleLittleEndian(bytes[(size * i)..]);
                if (!(Math.Abs(value) <= limit))
                {
                    return PacketError.ValueOutOfRange;
                }
                read[i] = value;
            }
            values = read;
            return PacketError.None;
        }
    }
}
