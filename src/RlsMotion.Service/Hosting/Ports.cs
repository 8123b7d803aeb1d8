using System.Net;
using System.Net.Sockets;

namespace RlsMotion.Service.Hosting;

/// <summary>Looks at TCP ports before servers take them, so that a port in use is one clear line and not a stack trace.</summary>
internal static class Ports
{
    /// <summary>A loopback port that is free now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Refuses to start where a port cannot be listened on.</summary>
    /// <param name="address">Address to listen on.</param>
    /// <param name="port">The port; 0, any free one, is always possible.</param>
    /// <param name="use">What the port is for, as it stands in the message.</param>
    /// <param name="remedy">What to type instead.</param>
    /// <exception cref="RefusedException">The port is taken or forbidden.</exception>
    public static void RequireFree(IPAddress address, int port, string use, string remedy)
    {
        if (port == 0)
        {
            return;
        }
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException error)
        {
            string why = error.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "is in use by another program",
                SocketError.AccessDenied => "may not be opened by this user",
                _ => $"cannot be opened ({error.SocketErrorCode})",
            };
            throw new RefusedException($"Port {port} on {address} ({use}) {why}. {remedy}", error);
        }
    }
}
