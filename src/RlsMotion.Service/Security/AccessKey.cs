using System.Security.Cryptography;
using System.Text;

namespace RlsMotion.Service.Security;

/// <summary>The key that opens pages and API: 256 random bits, made at the first start, kept in a file that only its owner can read.</summary>
public sealed class AccessKey
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "access-key";

    private readonly byte[] _hash;

    private AccessKey(string text, string path, bool isNew) => (_hash, Path, IsNew, Text) = (Hash(text), path, isNew, isNew ? text : null);

    /// <summary>Where the key is kept.</summary>
    public string Path { get; }

    /// <summary>Whether this start made it.</summary>
    public bool IsNew { get; }

    /// <summary>The key itself, at the start that made it; null later: it is then in the file only.</summary>
    public string? Text { get; }

    /// <summary>Reads the key of a data folder, or makes it.</summary>
    /// <exception cref="Hosting.RefusedException">The file is there but holds no key.</exception>
    public static AccessKey Open(string folder)
    {
        string path = System.IO.Path.Combine(folder, FileName);
        if (File.Exists(path))
        {
            string kept = File.ReadAllText(path).Trim();
            return kept.Length >= 32 ? new(kept, path, isNew: false)
                : throw new Hosting.RefusedException($"{path} holds no access key: delete it, and the next start makes a new one.");
        }
        string made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var stream = new FileStream(path, options);
        stream.Write(Encoding.ASCII.GetBytes(made + "\n"));
        return new(made, path, isNew: true);
    }

    /// <summary>Whether a text is the key; takes the same time wherever they differ.</summary>
    public bool Matches(string? offered) => offered is not null && CryptographicOperations.FixedTimeEquals(Hash(offered), _hash);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
