using MQTTnet.AspNetCore;
using MQTTnet.Server;
using NodaTime;
using RlsMotion.Ingest.Broker;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Service.Demo;
using RlsMotion.Service.Ingestion;
using RlsMotion.Service.Nights;
using RlsMotion.Service.Settings;
using RlsMotion.Storage.Influx;
using RlsMotion.Storage.Nights;
using RlsMotion.Storage.Packets;
using RlsMotion.Storage.People;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Service.Hosting;

/// <summary>Registers the parts, room by room.</summary>
internal static class ServiceParts
{
    /// <summary>The data folder, what is in it, and the store that is read.</summary>
    public static void AddStorage(this IServiceCollection services, ServiceSettings settings)
    {
        Database database = Database.Open(settings.Folder); // now, so that a folder in use is one clear line
        services.AddSingleton(_ => database);
        services.AddSingleton<SqlitePacketLog>(provider => new(provider.GetRequiredService<Database>()));
        services.AddSingleton<IPacketLog>(provider => provider.GetRequiredService<SqlitePacketLog>());
        services.AddSingleton<Registry>();
        services.AddSingleton<NightProgress>();
        services.AddSingleton(provider => new SqliteNightStore(provider.GetRequiredService<Database>(), provider.GetService<NightOutbox>()));
        if (settings.Influx.Url is { } url)
        {
            AddInflux(services, settings.Influx, new Uri(url));
        }
        services.AddSingleton<INightStore>(provider => settings.Results.ReadFrom == ResultsStore.Influx
            ? provider.GetRequiredService<InfluxNightStore>()
            : provider.GetRequiredService<SqliteNightStore>());
    }

    private static void AddInflux(IServiceCollection services, InfluxSettings influx, Uri url)
    {
        string secret = influx.PasswordFile is { } file ? File.ReadAllText(file).Trim() : "";
        var options = new InfluxOptions
        {
            Url = url,
            Database = influx.Database,
            Authentication = influx.User is not null ? InfluxAuthentication.Basic : secret.Length > 0 ? InfluxAuthentication.Token : InfluxAuthentication.None,
            User = influx.User ?? "",
            Password = influx.User is not null ? secret : "",
            Token = influx.User is null ? secret : "",
        };
        services.AddHttpClient();
        services.AddSingleton<NightOutbox>();
        services.AddSingleton(provider => new InfluxClient(provider.GetRequiredService<IHttpClientFactory>().CreateClient("influx"), options));
        services.AddSingleton<InfluxNightStore>();
        services.AddSingleton(provider => new NightCopier(
            provider.GetRequiredService<NightOutbox>(), provider.GetRequiredService<SqliteNightStore>(), provider.GetRequiredService<InfluxNightStore>()));
        services.AddHostedService<NightCopyHost>();
    }

    /// <summary>Grains' helpers, hints, and the catching up at the start.</summary>
    public static void AddNights(this IServiceCollection services)
    {
        services.AddSingleton<NightArchive>();
        services.AddSingleton<NightCast>();
        services.AddSingleton<NightShelf>();
        services.AddSingleton<PacketReader>();
        services.AddSingleton<NightHints>();
        services.AddHostedService(provider => provider.GetRequiredService<NightHints>());
        services.AddHostedService<NightCatchUp>();
    }

    /// <summary>The ways in: broker, pairing desk, inbox.</summary>
    public static void AddIngestion(this IServiceCollection services, ServiceSettings settings)
    {
        var pairing = new PairingOptions { ConfirmsByItself = settings.Demo.Enabled };
        services.AddSingleton(pairing);
        services.AddSingleton<People>();
        services.AddSingleton<IDeviceDirectory>(provider => provider.GetRequiredService<People>());
        services.AddSingleton<ICredentialStore>(provider => provider.GetRequiredService<People>());
        services.AddSingleton<LiveSignals>();
        services.AddSingleton<PacketTimes>();
        services.AddSingleton<IInbox, SensorInbox>();
        services.AddSingleton<PairingDesk>();
        services.AddSingleton<BrokerMetrics>();
        services.AddConnections();
        services.AddSingleton<MqttConnectionHandler>();
        services.AddSingleton<IMqttServerAdapter>(provider => provider.GetRequiredService<MqttConnectionHandler>());
        services.AddSingleton(provider => new EmbeddedBroker(
            Limits(settings), provider.GetRequiredService<IDeviceDirectory>(), provider.GetRequiredService<IInbox>(), provider.GetRequiredService<PairingDesk>(),
            provider.GetRequiredService<IClock>(), provider.GetRequiredService<ILogger<EmbeddedBroker>>(), provider.GetServices<IMqttServerAdapter>(),
            provider.GetRequiredService<BrokerMetrics>()));
        services.AddSingleton<SensorDoor>();
        services.AddSingleton<SensorBoard>();
        services.AddSingleton<RecordingImport>();
        services.AddHostedService<BrokerHost>();
        if (settings.Mqtt.ExternalHost is not null)
        {
            services.AddHostedService<ExternalBrokerHost>();
        }
    }

    /// <summary>The simulated sleeper, in the demonstration only.</summary>
    public static void AddDemo(this IServiceCollection services, ServiceSettings settings)
    {
        if (settings.Demo.Enabled)
        {
            services.AddSingleton<DemoSleeper>();
            services.AddHostedService(provider => provider.GetRequiredService<DemoSleeper>());
        }
    }

    // The demonstration's own sensors send a night in seconds; anybody else's keep to the usual limits.
    private static EmbeddedBrokerOptions Limits(ServiceSettings settings) => settings.Demo.Enabled
        ? new() { Port = settings.Mqtt.Port, MessagesPerSecond = 2000, BytesPerSecond = 50e6 }
        : new() { Port = settings.Mqtt.Port };
}
