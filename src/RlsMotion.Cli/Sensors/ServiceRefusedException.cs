using System.Net;

namespace RlsMotion.Cli.Sensors;

/// <summary>The service understood the request and said no. The message is one line.</summary>
public sealed class ServiceRefusedException(string server, HttpStatusCode status, string detail) : Exception($"{server}: {detail}".ReplaceLineEndings(" "))
{
    /// <summary>HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;
}
