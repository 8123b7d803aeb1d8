using System.Text;

namespace RlsMotion.Recordings.Csv;

/// <summary>Which column is what.</summary>
internal sealed record CsvColumns(int Time, int X, int Y, int Z, int RotationX, int Temperature)
{
    private static readonly string[] AxisPatterns =
        ["{0}", "{0}axis", "a{0}", "acc{0}", "accel{0}", "acceleration{0}", "accelerometer{0}", "{0}acc", "{0}accel", "{0}acceleration", "{0}g", "{0}mg", "acc{0}g", "acc{0}mg", "acc{0}ms", "a{0}g", "{0}ms", "{0}axisg"];

    /// <summary>Names of time columns, the most telling first.</summary>
    private static readonly string[] TimeNames = ["epoch", "unix", "timestamp", "datetime", "time", "date", "elapsed", "seconds", "tms", "ts", "t", "ms"];

    /// <summary>Finds them by the header's names or, without any, by what the first rows hold. Null if there are no three axes.</summary>
    public static CsvColumns? Find(string[] names, int fields, Func<int, bool> isTime, Func<int, bool> isCounting)
    {
        string[] plain = [.. names.Select(Plain)];
        int x = Axis(plain, 'x');
        int y = Axis(plain, 'y');
        int z = Axis(plain, 'z');
        if (x >= 0 && y >= 0 && z >= 0)
        {
            return new(TimeIn(names, plain, fields, isTime, isCounting), x, y, z, Rotation(plain), Array.FindIndex(plain, n => n.StartsWith("temp", StringComparison.Ordinal)));
        }
        int time = Enumerable.Range(0, Math.Min(fields, 2)).FirstOrDefault(isTime, fields >= 4 && isCounting(0) ? 0 : -1);
        int first = time + 1;
        return first + 3 <= fields ? new(time, first, first + 1, first + 2, fields - first == 6 ? first + 3 : -1, -1) : null;
    }

    /// <summary>The unit that a column's name tells; null if it tells none.</summary>
    public static AccelerationUnit? UnitOf(string name)
    {
        string text = name.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal);
        return text.Contains("m/s", StringComparison.Ordinal) || text.Contains("ms2", StringComparison.Ordinal) || text.Contains("ms^2", StringComparison.Ordinal)
                ? AccelerationUnit.MetresPerSecondSquared
            : text.Contains("(mg)", StringComparison.Ordinal) || text.EndsWith("_mg", StringComparison.Ordinal) || text.Contains("[mg]", StringComparison.Ordinal)
                ? AccelerationUnit.MilliG
            : text.Contains("(g)", StringComparison.Ordinal) || text.EndsWith("_g", StringComparison.Ordinal) || text.Contains("[g]", StringComparison.Ordinal) ? AccelerationUnit.G
            : null;
    }

    private static int Axis(string[] plain, char axis) =>
        AxisPatterns.Select(pattern => Array.IndexOf(plain, pattern.Replace("{0}", axis.ToString(), StringComparison.Ordinal))).FirstOrDefault(i => i >= 0, -1);

    private static int Rotation(string[] plain)
    {
        int x = Array.FindIndex(plain, n => n.StartsWith("gyr", StringComparison.Ordinal) && n.Contains('x', StringComparison.Ordinal));
        return x >= 0 && x + 2 < plain.Length && plain[x + 2].StartsWith("gyr", StringComparison.Ordinal) && plain[x + 2].Contains('z', StringComparison.Ordinal) ? x : -1;
    }

    private static int TimeIn(string[] names, string[] plain, int fields, Func<int, bool> isTime, Func<int, bool> isCounting)
    {
        int[] candidates =
        [
            .. TimeNames.SelectMany(name => Enumerable.Range(0, Math.Min(fields, plain.Length)).Where(i =>
                name.Length > 2 ? plain[i].Contains(name, StringComparison.Ordinal) : plain[i] == name)).Distinct(),
        ];
        int absolute = candidates.FirstOrDefault(isTime, -1);
        bool namesEvery = names.Length > 0;
        return absolute >= 0 ? absolute : candidates.FirstOrDefault(isCounting, namesEvery ? -1 : 0);
    }

    /// <summary>Lower-case letters alone, what stands in brackets left out.</summary>
    private static string Plain(string name)
    {
        var letters = new StringBuilder();
        int depth = 0;
        foreach (char c in name)
        {
            depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
            if (depth <= 0 && char.IsAsciiLetter(c))
            {
                letters.Append(char.ToLowerInvariant(c));
            }
        }
        return letters.ToString();
    }
}
