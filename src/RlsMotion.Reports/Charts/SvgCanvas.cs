using System.Globalization;
using System.Security;
using System.Text;

namespace RlsMotion.Reports.Charts;

/// <summary>Writes an accessible SVG picture: role, title and description first, then shapes in pixels from the top left.</summary>
/// <remarks>Text takes the colour of the page around it (currentColor), so that one picture serves light and dark pages.</remarks>
internal sealed class SvgCanvas
{
    private readonly StringBuilder _text = new();

    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="id">Prefix of ids and classes, unique on a page.</param>
    /// <param name="title">What the picture is.</param>
    /// <param name="description">What it shows, in words.</param>
    public SvgCanvas(int width, int height, string id, string title, string description)
    {
        Id = id;
        _text.Append(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-t {id}-d" font-family="system-ui, sans-serif" font-size="12">""");
        _text.Append(CultureInfo.InvariantCulture, $"<title id=\"{id}-t\">{Escape(title)}</title><desc id=\"{id}-d\">{Escape(description)}</desc>");
    }

    public string Id { get; }

    /// <summary>Markup that is right as it stands: definitions, groups.</summary>
    public void Raw(string markup) => _text.Append(markup);

    public void Rectangle(double x, double y, double width, double height, string style, string? tip = null)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" {style}");
        _text.Append(tip is null ? "/>" : $"><title>{Escape(tip)}</title></rect>");
    }

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        _text.Append(CultureInfo.InvariantCulture, $"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" {style}/>");

    public void Path(string data, string style, string? tip = null)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<path d=\"{data}\" {style}");
        _text.Append(tip is null ? "/>" : $"><title>{Escape(tip)}</title></path>");
    }

    public void Text(double x, double y, string text, string anchor = "start", string style = "") =>
        _text.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\" fill=\"currentColor\" {style}>{Escape(text)}</text>");

    /// <summary>The finished picture.</summary>
    public string Finish() => _text.Append("</svg>").ToString();

    /// <summary>A number with at most a tenth of a pixel.</summary>
    public static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escape(string text) => SecurityElement.Escape(text);
}
