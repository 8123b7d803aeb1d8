using RlsMotion.Ingest.Sensors;

namespace RlsMotion.Cli.Sensors;

/// <summary>A sensor's credential as a file that only its owner may read.</summary>
internal static class SensorCredentialFile
{
    public static SensorCredential Read(string path)
    {
        byte[] text;
        try
        {
            text = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException(path, "", $"cannot be read: {e.Message}", "Pair with --qr or --code first.", e);
        }
        return SensorCredential.Read(text) ?? throw new UnusableInputException(
            path, "", "is no credential.", "It is JSON with deviceId, password, hosts and port (docs/pairing.md).");
    }

    public static void Write(string path, SensorCredential credential)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // a secret
        }
        string half = path + ".new";
        try
        {
            using (var file = new FileStream(half, options))
            {
                file.Write(credential.ToJson());
            }
            File.Move(half, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableInputException(path, "", $"cannot be written: {e.Message}", "Choose another place; the sensor has to be paired again.", e);
        }
    }
}
