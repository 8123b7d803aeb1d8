using System.Collections;
using System.Reflection;
using CsCheck;
using RlsMotion.TestKit.Nights;

namespace RlsMotion.Storage.Tests.Nights;

/// <summary>Keeps the generator honest: the stores' laws say nothing about a property that it never varies.</summary>
public sealed class NightRecordsTests
{
    [Fact]
    public void Every_property_of_a_generated_night_takes_different_values()
    {
        string[] always = ["Night", "Night.Key", "Night.Algorithm", "Night.Summary"]; // required, of one type
        var values = new Dictionary<string, HashSet<string>>();
        NightRecords.Any.Sample(night => Collect("Night", night, values), iter: 200, threads: 1);
        Assert.All(values.Where(property => !always.Contains(property.Key) && !property.Key.EndsWith(']')), property => Assert.True(property.Value.Count > 1, $"{property.Key} is always {property.Value.First()}: generate it, and let every store keep it."));
    }

    private static void Collect(string path, object? value, Dictionary<string, HashSet<string>> values)
    {
        if (value is IEnumerable list and not string)
        {
            foreach (object? item in list)
            {
                Collect(path + "[]", item, values);
            }
        }
        else if (value is not null && NightRecordComparer.Parts(value.GetType()) is { } parts)
        {
            Note(path, "known", values);
            foreach (PropertyInfo part in parts)
            {
                Collect($"{path}.{part.Name}", part.GetValue(value), values);
            }
        }
        else
        {
            Note(path, value?.ToString() ?? "null", values);
        }
    }

    private static void Note(string path, string value, Dictionary<string, HashSet<string>> values)
    {
        values.TryAdd(path, []);
        values[path].Add(value);
    }
}
