using MudBlazor;

namespace RlsMotion.Service.Pages.Shared;

/// <summary>Colours and letters of the pages. Text keeps a contrast of at least 4.5 to 1 on its ground in both modes; hues are those of Okabe and Ito.</summary>
internal static class Look
{
    private static readonly string[] Letters = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif"];

    /// <summary>The theme, light and dark.</summary>
    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0a5c93",
            Secondary = "#8a4b00",
            Background = "#f6f7f9",
            Surface = "#ffffff",
            TextPrimary = "#15202b",
            TextSecondary = "#475563",
            Info = "#0a5c93",
            Success = "#00664a",
            Warning = "#8a4b00",
            Error = "#a01c1c",
            LinesDefault = "#d5dbe1",
            TableLines = "#d5dbe1",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#7cc0f0",
            PrimaryContrastText = "#0d1620",
            Secondary = "#f0b45c",
            Background = "#10171f",
            Surface = "#19232d",
            TextPrimary = "#eef2f5",
            TextSecondary = "#b3c0cb",
            Info = "#7cc0f0",
            Success = "#5fd3ae",
            Warning = "#f0b45c",
            Error = "#ff9d94",
            LinesDefault = "#334352",
            TableLines = "#334352",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Letters },
            Button = new ButtonTypography { FontFamily = Letters, TextTransform = "none", FontWeight = "600" },
        },
    };
}
