using System.ComponentModel.DataAnnotations;

namespace RlsMotion.Service.Settings;

/// <summary>Where the service keeps what it hears (section "Storage"; on the command line <c>--data DIR</c>).</summary>
public sealed class StorageSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>Folder of the databases and keys. The default is <c>.rlsmotion</c> in the user's home.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Storage:Data is empty; name a folder (--data DIR).")]
    public string Data { get; set; } = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".rlsmotion");
}
