using System.Text.Json;

namespace RlsMotion.Ingest.Wire.SensorLogger;

/// <summary>The readings of one message, stream by stream, and which of them is the acceleration of the leg.</summary>
internal sealed class SensorLoggerStreams
{
    /// <summary>Farthest that gravity may lie from a sample, in ns: it turns with the leg, and 100 ms is within a movement's start.</summary>
    private const long MaxGravityDistance = 100_000_000;

    /// <summary>Between the 1 of standing still in g and its 9.8 in m/s², on a logarithmic scale: tells the unit of streams whose platform decides it.</summary>
    private const double UnitBoundary = 3.13;

    private readonly List<TimedVector> _total = [];
    private readonly List<TimedVector> _accelerometer = [];
    private readonly List<TimedVector> _gravity = [];
    private readonly List<TimedVector> _uncalibrated = [];
    private readonly List<TimedVector> _wrist = [];
    private readonly List<TimedVector> _wristGravity = [];

    /// <summary>Reads the array of readings, from its property's name to its end.</summary>
    public PacketError Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return PacketError.WrongType;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var reading = default(SensorLoggerReading);
            PacketError error = reading.Read(ref reader);
            if (error == PacketError.None)
            {
                error = Add(in reading);
            }
            if (error != PacketError.None)
            {
                return error;
            }
        }
        return reader.TokenType == JsonTokenType.EndArray ? PacketError.None : PacketError.WrongType;
    }

    /// <summary>Acceleration with gravity in g, rising in time.</summary>
    public PacketError TryAcceleration(out List<TimedVector> samples)
    {
        samples = [];
        bool phone = _total.Count + _accelerometer.Count + _uncalibrated.Count > 0;
        if (phone && _wrist.Count > 0)
        {
            return PacketError.TwoDevices;
        }
        if (_total.Count > 0)
        {
            samples = Sorted(_total, WireLimits.StandardGravity);
            return PacketError.None;
        }
        if (_accelerometer.Count > 0 && (_gravity.Count > 0 || _uncalibrated.Count == 0))
        {
            return AddGravity(Sorted(_accelerometer, WireLimits.StandardGravity), Sorted(_gravity, WireLimits.StandardGravity), out samples);
        }
        if (_uncalibrated.Count > 0)
        {
            samples = Sorted(_uncalibrated, UnitOf(_uncalibrated));
            return PacketError.None;
        }
        if (_wrist.Count > 0)
        {
            double unit = UnitOf(_wristGravity); // one setting of the app changes both
            for (int i = 0; i < _wrist.Count; i++)
            {
                samples.Add(_wrist[i].Plus(_wristGravity[i]));
            }
            samples = Sorted(samples, unit);
            return PacketError.None;
        }
        return PacketError.NoAcceleration;
    }

    private PacketError Add(in SensorLoggerReading reading)
    {
        List<TimedVector>? stream = reading.Stream switch
        {
            SensorLoggerStream.TotalAcceleration => _total,
            SensorLoggerStream.Accelerometer => _accelerometer,
            SensorLoggerStream.Gravity => _gravity,
            SensorLoggerStream.Uncalibrated => _uncalibrated,
            SensorLoggerStream.WristMotion => _wrist,
            _ => null,
        };
        if (stream is null)
        {
            return PacketError.None;
        }
        if (!reading.IsWhole)
        {
            return PacketError.MissingField;
        }
        stream.Add(reading.Vector);
        if (reading.Stream == SensorLoggerStream.WristMotion)
        {
            _wristGravity.Add(reading.Gravity);
        }
        return PacketError.None;
    }

    private static PacketError AddGravity(List<TimedVector> accelerometer, List<TimedVector> gravity, out List<TimedVector> samples)
    {
        samples = new(accelerometer.Count);
        int next = 0; // the first reading of gravity that is not before the sample
        foreach (TimedVector sample in accelerometer)
        {
            while (next < gravity.Count && gravity[next].Nanoseconds < sample.Nanoseconds)
            {
                next++;
            }
            bool before = next > 0 && sample.Nanoseconds - gravity[next - 1].Nanoseconds <= MaxGravityDistance;
            bool after = next < gravity.Count && gravity[next].Nanoseconds - sample.Nanoseconds <= MaxGravityDistance;
            if (!before && !after)
            {
                return PacketError.MissingGravity;
            }
            TimedVector there = before && after ? gravity[next - 1].Towards(gravity[next], sample.Nanoseconds)
                : before ? gravity[next - 1]
                : gravity[next];
            samples.Add(sample.Plus(there));
        }
        return PacketError.None;
    }

    private static List<TimedVector> Sorted(List<TimedVector> stream, double unit)
    {
        var sorted = new List<TimedVector>(stream.Count);
        foreach (TimedVector vector in stream)
        {
            sorted.Add(vector.Over(unit));
        }
        sorted.Sort(static (a, b) => a.Nanoseconds.CompareTo(b.Nanoseconds));
        int kept = 0;
        for (int i = 0; i < sorted.Count; i++) // a reading delivered twice is one reading
        {
            if (i == 0 || sorted[i].Nanoseconds != sorted[kept - 1].Nanoseconds)
            {
                sorted[kept++] = sorted[i];
            }
        }
        sorted.RemoveRange(kept, sorted.Count - kept);
        return sorted;
    }

    private static double UnitOf(List<TimedVector> gravity)
    {
        double[] lengths = [.. gravity.Select(static vector => vector.Length)];
        Array.Sort(lengths);
        return lengths[lengths.Length / 2] > UnitBoundary ? WireLimits.StandardGravity : 1;
    }
}
