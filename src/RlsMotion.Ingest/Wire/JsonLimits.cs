using System.Text.Json;

namespace RlsMotion.Ingest.Wire;

/// <summary>Bounded ways through JSON from outside: each reads one value and says what is wrong with it.</summary>
internal static class JsonLimits
{
    /// <summary>Deepest nesting, also of fields that are skipped.</summary>
    public const int MaxDepth = 16;

    /// <summary>Longest text that is read, in bytes: times, units, stream names and session ids are shorter.</summary>
    public const int MaxTextBytes = 128;

    /// <summary>Strict JSON. The reader's own bound lies above ours, so that ours gives the reason.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth + 2 };

    /// <summary>From a property's name, or a value's start, to the value's end.</summary>
    public static PacketError Skip(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
        }
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return PacketError.None;
        }
        int depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.CurrentDepth > MaxDepth)
            {
                return PacketError.NestedTooDeep;
            }
        }
        return PacketError.None;
    }

    /// <summary>A whole number of 32 bits without sign.</summary>
    public static PacketError ReadUInt32(ref Utf8JsonReader reader, out uint value)
    {
        value = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetUInt32(out value) ? PacketError.None : PacketError.WrongType;
    }

    /// <summary>A finite number; a number beyond the range of a double is out of range.</summary>
    public static PacketError ReadDouble(ref Utf8JsonReader reader, out double value)
    {
        value = 0;
        return reader.TokenType != JsonTokenType.Number ? PacketError.WrongType
            : reader.TryGetDouble(out value) && double.IsFinite(value) ? PacketError.None
            : PacketError.ValueOutOfRange;
    }

    /// <summary>A time: seconds as a number, or ISO 8601 text with an offset; to the nearest microsecond.</summary>
    public static PacketError ReadTime(ref Utf8JsonReader reader, out long microseconds)
    {
        microseconds = 0;
        return reader.TokenType switch
        {
            JsonTokenType.Number => reader.TryGetDecimal(out decimal seconds) && WireTime.TryFromSeconds(seconds, out microseconds) ? PacketError.None : PacketError.TimeOutOfRange,
            JsonTokenType.String => TryReadText(ref reader, out string text) && WireTime.TryParse(text, out microseconds) ? PacketError.None : PacketError.TimeOutOfRange,
            _ => PacketError.WrongType,
        };
    }

    /// <summary>A string of at most <see cref="MaxTextBytes"/>.</summary>
    public static bool TryReadText(ref Utf8JsonReader reader, out string text)
    {
        text = "";
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > MaxTextBytes)
        {
            return false;
        }
        text = reader.GetString()!;
        return true;
    }
}
