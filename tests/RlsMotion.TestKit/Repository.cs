namespace RlsMotion.TestKit;

/// <summary>Where the checkout is that these tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds RlsMotion.sln.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "RlsMotion.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException($"No RlsMotion.sln above {AppContext.BaseDirectory}.");
    }
}
