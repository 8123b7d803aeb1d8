namespace RlsMotion.TestKit;

/// <summary>Finds the oracles and recordings that lie beside the project: RLSMOTION_SHARED, or ../shared from the project's root.</summary>
/// <remarks>Where they are absent a test is skipped with the reason; under CI=true it fails.</remarks>
public static class SharedData
{
    /// <summary>Full path of a file or folder under the shared folder.</summary>
    public static string Path(string relative)
    {
        string root = Environment.GetEnvironmentVariable("RLSMOTION_SHARED") is { Length: > 0 } set
            ? System.IO.Path.GetFullPath(set)
            : System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, "..", "shared"));
        string path = System.IO.Path.Combine(root, relative);
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Missing.SkipOrFail($"{path} is not there; set RLSMOTION_SHARED to the folder that holds it.");
        }
        return path;
    }
}
