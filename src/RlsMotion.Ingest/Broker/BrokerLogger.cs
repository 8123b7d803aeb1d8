using Microsoft.Extensions.Logging;
using MQTTnet.Diagnostics.Logger;

namespace RlsMotion.Ingest.Broker;

/// <summary>Hands MQTTnet's messages to the program's log: a client's broken connection is no error of ours, so each goes one level down.</summary>
internal sealed partial class BrokerLogger(ILogger logger) : IMqttNetLogger
{
    public bool IsEnabled => logger.IsEnabled(LogLevel.Debug);

    public void Publish(MqttNetLogLevel logLevel, string source, string message, object[] parameters, Exception exception)
    {
        LogLevel level = logLevel switch
        {
            MqttNetLogLevel.Error => LogLevel.Warning,
            MqttNetLogLevel.Warning => LogLevel.Debug,
            _ => LogLevel.Trace,
        };
        if (logger.IsEnabled(level))
        {
            LogMqtt(level, source, parameters is { Length: > 0 } ? string.Format(System.Globalization.CultureInfo.InvariantCulture, message, parameters) : message, exception);
        }
    }

    [LoggerMessage(EventId = 2000, Message = "{Source}: {Text}")]
    private partial void LogMqtt(LogLevel level, string source, string text, Exception? exception);
}
