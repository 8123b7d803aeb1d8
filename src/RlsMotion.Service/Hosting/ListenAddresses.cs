using System.Net;
using RlsMotion.Service.Settings;

namespace RlsMotion.Service.Hosting;

/// <summary>Checks where the service is about to listen: plain text never leaves this machine.</summary>
internal static class ListenAddresses
{
    /// <summary>Refuses addresses that others could reach without TLS, and ports that are taken.</summary>
    /// <param name="urls">Addresses of pages and API, separated by semicolons.</param>
    /// <param name="mqtt">The embedded broker's settings.</param>
    /// <exception cref="RefusedException">An address is not loopback, unreadable, or taken.</exception>
    public static void Check(string urls, MqttSettings mqtt)
    {
        List<(IPAddress Address, int Port)> webPorts = [];
        foreach (string url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            BindingAddress binding = Parse(url);
            if (!Loopback.IsName(binding.Host))
            {
                throw new RefusedException(
                    $"--urls {url} would be reachable from other machines. Pages and API are served on this machine only (http://127.0.0.1:{binding.Port}); for elsewhere, put a TLS proxy of your own on this machine before it and name its host in Web:AllowedHosts.");
            }
            webPorts.Add((AddressOf(binding.Host), binding.Port));
        }
        foreach ((IPAddress address, int port) in webPorts)
        {
            if (port != 0 && port == mqtt.Port)
            {
                throw new RefusedException($"--urls (port {port}) and --mqtt-port ({mqtt.Port}) must differ.");
            }
            Ports.RequireFree(address, port, "pages and API", $"Stop that program, or choose another port: --urls http://127.0.0.1:{port + 1}");
        }
        Ports.RequireFree(IPAddress.Loopback, mqtt.Port, "MQTT", $"Stop that program (mosquitto, perhaps), or choose another port: --mqtt-port {mqtt.Port + 1}");
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException error)
        {
            throw new RefusedException($"--urls {url} is no address; an example is {WebSettings.DefaultUrl}.", error);
        }
    }

    private static IPAddress AddressOf(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) ? address : IPAddress.Loopback; // a name that is not an address is localhost
}
