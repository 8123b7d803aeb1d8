using NodaTime;
using NodaTime.Text;

namespace RlsMotion.Service.Demo;

/// <summary>Which simulated nights were begun and which were streamed to their end: a text file in the demonstration's folder, a line an event.</summary>
internal sealed class DemoDiary(string folder)
{
    private const string Begun = "begun";
    private const string Done = "done";

    private readonly string _path = Path.Combine(folder, "simulated-nights");

    /// <summary>Dates that were begun, in that order; the first one seeds the others.</summary>
    public IReadOnlyList<LocalDate> Nights() => Lines(Begun);

    /// <summary>The latest night that was begun and not finished; null if there is none.</summary>
    public LocalDate? Unfinished()
    {
        IReadOnlyList<LocalDate> done = Lines(Done);
        LocalDate[] open = [.. Nights().Where(night => !done.Contains(night))];
        return open.Length == 0 ? null : open[^1];
    }

    /// <summary>Notes that a night was begun; once.</summary>
    public void Begin(LocalDate night)
    {
        if (!Nights().Contains(night))
        {
            Write(night, Begun);
        }
    }

    /// <summary>Notes that a night was streamed to its end.</summary>
    public void Finish(LocalDate night) => Write(night, Done);

    private void Write(LocalDate night, string what) => File.AppendAllText(_path, $"{LocalDatePattern.Iso.Format(night)} {what}\n");

    private List<LocalDate> Lines(string what) => File.Exists(_path)
        ? [.. File.ReadAllLines(_path).Select(line => line.Split(' ')).Where(parts => parts.Length == 2 && parts[1] == what)
            .Select(parts => LocalDatePattern.Iso.Parse(parts[0])).Where(date => date.Success).Select(date => date.Value)]
        : [];
}
