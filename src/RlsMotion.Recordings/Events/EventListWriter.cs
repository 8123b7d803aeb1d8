using System.Globalization;
using System.Text;

namespace RlsMotion.Recordings.Events;

/// <summary>Writes reference scorings as <see cref="EventListReader"/> reads them.</summary>
public static class EventListWriter
{
    /// <summary>Writes a list: UTF-8 without a mark, lines end with a line feed.</summary>
    public static void Write(Stream stream, IEnumerable<ReferenceEvent> events)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine("type,onset,duration");
        foreach (ReferenceEvent e in events)
        {
            text.WriteLine($"{Name(e.Type)},{Seconds(e.Onset.TotalMilliseconds)},{Seconds(e.Duration.TotalMilliseconds)}");
        }
    }

    private static string Seconds(double milliseconds) => (milliseconds / 1000).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Name(ReferenceEventType type) => type switch
    {
        ReferenceEventType.LeftLeg => "L",
        ReferenceEventType.RightLeg => "R",
        ReferenceEventType.Arousal => "AR",
        ReferenceEventType.Respiratory => "RESP",
        ReferenceEventType.Wake => "W",
        ReferenceEventType.N1 => "N1",
        ReferenceEventType.N2 => "N2",
        ReferenceEventType.N3 => "N3",
        ReferenceEventType.Rem => "REM",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of event."),
    };
}
