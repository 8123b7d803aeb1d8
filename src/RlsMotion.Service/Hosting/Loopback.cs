using System.Net;

namespace RlsMotion.Service.Hosting;

/// <summary>What counts as this machine.</summary>
internal static class Loopback
{
    /// <summary>Whether a host name or literal address is this machine: localhost, 127.0.0.0/8, ::1.</summary>
    public static bool IsName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
