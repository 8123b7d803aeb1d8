using System.Collections;
using System.Text;
using QRCoder;

namespace RlsMotion.Cli.Sensors;

/// <summary>A QR as text: two rows of modules in each line, light modules filled, so that a phone reads it off a dark terminal.</summary>
internal static class TerminalQr
{
    public static string Of(string text)
    {
        using QRCodeData data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        List<BitArray> rows = data.ModuleMatrix; // with its quiet zone; true is dark
        var lines = new StringBuilder();
        for (int row = 0; row < rows.Count; row += 2)
        {
            for (int column = 0; column < rows[row].Count; column++)
            {
                bool upper = !rows[row][column];
                bool lower = row + 1 >= rows.Count || !rows[row + 1][column];
                lines.Append((upper, lower) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    _ => ' ',
                });
            }
            lines.Append('\n');
        }
        return lines.ToString();
    }
}
