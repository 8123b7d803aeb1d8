using System.Globalization;

namespace RlsMotion.Ingest.Broker;

/// <summary>Text that a client chose (a user name, a topic), made fit for a line of a log.</summary>
internal static class ForeignText
{
    /// <summary>Characters that are shown: the longest topic of ours takes half of it.</summary>
    public const int Longest = 100;

    /// <summary>The text on one line and of bounded length: what is no visible character becomes '?', so that nobody can write a log line of their own.</summary>
    public static string Show(string text)
    {
        string shown = text.Length > Longest ? string.Concat(text.AsSpan(0, Longest), "...") : text;
        return shown.All(IsVisible) ? shown : string.Concat(shown.Select(letter => IsVisible(letter) ? letter : '?'));
    }

    private static bool IsVisible(char letter) => char.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
