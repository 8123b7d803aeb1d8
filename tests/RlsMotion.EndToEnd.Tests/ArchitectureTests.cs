using System.Text.RegularExpressions;
using System.Xml.Linq;
using RlsMotion.TestKit;

namespace RlsMotion.EndToEnd.Tests;

/// <summary>The arrows of docs/architecture.md, read from the project files.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Analysis"] = [],
        ["Classification"] = ["Analysis"],
        ["Simulation"] = ["Analysis"],
        ["Recordings"] = ["Analysis"],
        ["Ingest"] = ["Analysis"],
        ["Storage"] = ["Analysis"],
        ["Reports"] = ["Analysis"],
        ["Service"] = ["Analysis", "Classification", "Ingest", "Recordings", "Reports", "Simulation", "Storage"],
        ["Cli"] = ["Analysis", "Classification", "Ingest", "Recordings", "Reports", "Simulation", "Storage"],
    };

    [Fact]
    public void Every_arrow_points_at_Analysis_and_siblings_never_meet()
    {
        Dictionary<string, string[]> found = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(Room, file => XDocument.Load(file).Descendants("ProjectReference").Select(r => Room(r.Attribute("Include")!.Value)).Order(StringComparer.Ordinal).ToArray());

        Assert.Equal(Arrows.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach ((string room, string[] arrows) in Arrows)
        {
            Assert.Equal(arrows, found[room]);
        }
    }

    [Fact]
    public void Analysis_rests_on_numbers_and_time_alone()
    {
        XDocument project = XDocument.Load(Path.Combine(Repository.Root, "src", "RlsMotion.Analysis", "RlsMotion.Analysis.csproj"));

        Assert.Equal(["MathNet.Numerics", "NodaTime"], project.Descendants("PackageReference").Select(p => p.Attribute("Include")!.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Analysis_knows_no_files_network_tasks_clock_or_logs()
    {
        string[] foreign = [.. Directory.GetFiles(Path.Combine(Repository.Root, "src", "RlsMotion.Analysis"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(file).Where(line => ForeignToAnalysis().IsMatch(line)).Select(line => $"{Path.GetFileName(file)}: {line.Trim()}"))];

        Assert.Empty(foreign);
    }

    [GeneratedRegex(@"\bSystem\.(IO\.(File|Directory)|Net|Threading\.Tasks)\b|\basync\b|\bTask<|\bIClock\b|\bSystemClock\b|\bStopwatch\b|\bILogger\b|\bFileStream\b|\bConsole\.")]
    private static partial Regex ForeignToAnalysis();

    private static string Room(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')).Replace("RlsMotion.", "", StringComparison.Ordinal);
}
