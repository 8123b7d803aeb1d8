using System.ComponentModel.DataAnnotations;

namespace RlsMotion.Storage.Influx;

/// <summary>Which InfluxDB, and how patiently.</summary>
public sealed class InfluxOptions : IValidatableObject
{
    /// <summary>Address of the server, such as http://127.0.0.1:8086.</summary>
    [Required]
    public Uri? Url { get; set; }

    /// <summary>Name of the database; made if it is not there. On 2.x a DBRP mapping of a bucket. The default is "rlsmotion".</summary>
    [Required(AllowEmptyStrings = false)]
    public string Database { get; set; } = "rlsmotion";

    /// <summary>How to authenticate. The default is not at all.</summary>
    public InfluxAuthentication Authentication { get; set; }

    /// <summary>User for <see cref="InfluxAuthentication.Basic"/>.</summary>
    public string User { get; set; } = "";

    /// <summary>Password for <see cref="InfluxAuthentication.Basic"/>.</summary>
    public string Password { get; set; } = "";

    /// <summary>Token for <see cref="InfluxAuthentication.Token"/> and <see cref="InfluxAuthentication.Bearer"/>.</summary>
    public string Token { get; set; } = "";

    /// <summary>How long one request may take. The default is 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is tried before it fails, 1 to 20. The default is 5; what fails then is tried again by the outbox.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Pause after the first failed attempt; it doubles each time. The default is 0.25 s. The server's Retry-After goes before it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(0.25);

    /// <summary>Longest pause between attempts, Retry-After included. The default is 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan MaxPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Lines in one write, 1 to 100 000. The default is the 5000 that InfluxData recommends.</summary>
    [Range(1, 100_000)]
    public int MaxBatchLines { get; set; } = 5000;

    /// <summary>Characters in one write before compression. The default is one million; servers refuse 25 MB.</summary>
    [Range(1, 20_000_000)]
    public int MaxBatchCharacters { get; set; } = 1_000_000;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
        {
            yield return new($"The InfluxDB address is \"{url}\"; it must begin with http:// or https://.", [nameof(Url)]);
        }
        if (Authentication == InfluxAuthentication.Basic && User.Length == 0)
        {
            yield return new($"Authentication is {Authentication}, but User is empty.", [nameof(User)]);
        }
        if (Authentication is InfluxAuthentication.Token or InfluxAuthentication.Bearer && Token.Length == 0)
        {
            yield return new($"Authentication is {Authentication}, but Token is empty.", [nameof(Token)]);
        }
        if (MaxPause < FirstPause)
        {
            yield return new($"MaxPause ({MaxPause}) must not be shorter than FirstPause ({FirstPause}).", [nameof(MaxPause)]);
        }
    }
}
