using Spectre.Console;

namespace RlsMotion.Cli.Terminals;

/// <summary>Lines of name and value under a heading: with rules on a terminal, in plain columns when piped.</summary>
internal static class NameValueTable
{
    public static void Write(TextWriter writer, bool forPeople, string heading, IReadOnlyList<(string Name, string Value)> rows)
    {
        if (forPeople)
        {
            WriteRuled(writer, heading, rows);
            return;
        }
        int width = rows.Select(row => row.Name.Length).DefaultIfEmpty().Max() + 2;
        writer.WriteLine(heading);
        writer.WriteLine();
        foreach ((string name, string value) in rows)
        {
            writer.WriteLine(name.PadRight(width) + value);
        }
    }

    // Apart, so that Spectre.Console is loaded only where somebody looks.
    private static void WriteRuled(TextWriter writer, string heading, IReadOnlyList<(string Name, string Value)> rows)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("", "");
        foreach ((string name, string value) in rows)
        {
            table.AddRow($"[bold]{Markup.Escape(name)}[/]", Markup.Escape(value));
        }
        console.MarkupLine($"[bold]{Markup.Escape(heading)}[/]");
        console.Write(table);
    }
}
