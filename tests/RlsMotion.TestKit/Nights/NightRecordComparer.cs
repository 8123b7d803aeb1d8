using System.Collections;
using System.Globalization;
using System.Reflection;
using NodaTime;
using RlsMotion.Analysis.Nights;

namespace RlsMotion.TestKit.Nights;

/// <summary>Nights are equal where every property of every part is, to the last bit of a number; zones by their id.</summary>
/// <remarks>Goes over public properties by reflection, so that a property added later is compared without anybody thinking of it.</remarks>
public sealed class NightRecordComparer : IEqualityComparer<NightRecord>
{
    /// <summary>The one instance.</summary>
    public static readonly NightRecordComparer Instance = new();

    /// <inheritdoc/>
    public bool Equals(NightRecord? x, NightRecord? y) => Differences(x, y).Count == 0;

    /// <inheritdoc/>
    public int GetHashCode(NightRecord obj) => HashCode.Combine(obj.Key.Subject, obj.Key.Date, obj.LegMovements.Count, obj.Movements.Count, obj.Epochs.Count);

    /// <summary>Fails a test with the first differences, each with its place.</summary>
    public static void AssertEqual(object? expected, object? actual)
    {
        const int Shown = 10; // more would hide the first
        List<string> differences = Differences(expected, actual);
        Xunit.Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences.Take(Shown))}");
    }

    /// <summary>Where two nights, or two parts of them, differ: "Epochs[3].Worn: True, not null".</summary>
    public static List<string> Differences(object? expected, object? actual)
    {
        var differences = new List<string>();
        Compare("", expected, actual, differences);
        return differences;
    }

    /// <summary>The properties that make up a part of a night; null for a plain value.</summary>
    public static IReadOnlyList<PropertyInfo>? Parts(Type type) => type.Namespace is { } space && space.StartsWith("RlsMotion.", StringComparison.Ordinal) && !type.IsEnum
        ? [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0)]
        : null;

    private static void Compare(string path, object? expected, object? actual, List<string> differences)
    {
        if (expected is DateTimeZone zone && actual is DateTimeZone otherZone)
        {
            (expected, actual) = (zone.Id, otherZone.Id);
        }
        if (expected is null || actual is null || expected.GetType() != actual.GetType() && expected is not IEnumerable)
        {
            Note(path, expected, actual, differences);
        }
        else if (expected is IEnumerable list and not string)
        {
            CompareLists(path, [.. list.Cast<object?>()], [.. ((IEnumerable)actual).Cast<object?>()], differences);
        }
        else if (Parts(expected.GetType()) is { } parts)
        {
            foreach (PropertyInfo part in parts)
            {
                Compare($"{path}.{part.Name}", part.GetValue(expected), part.GetValue(actual), differences);
            }
        }
        else
        {
            Note(path, expected, actual, differences);
        }
    }

    private static void CompareLists(string path, List<object?> expected, List<object?> actual, List<string> differences)
    {
        Note($"{path}.Count", expected.Count, actual.Count, differences);
        for (int i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            Compare($"{path}[{i}]", expected[i], actual[i], differences);
        }
    }

    private static void Note(string path, object? expected, object? actual, List<string> differences)
    {
        if (!Equals(expected, actual))
        {
            differences.Add($"{path.TrimStart('.')}: {Text(actual)}, not {Text(expected)}");
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
