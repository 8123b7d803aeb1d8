using NodaTime;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.People;
using RlsMotion.Storage.Nights;
using RlsMotion.Storage.Packets;
using RlsMotion.Storage.People;

namespace RlsMotion.Service.Nights;

/// <summary>Once at the start: finds nights whose packets the log holds and whose result is missing, provisional or older, and lets them catch up.</summary>
/// <remarks>Sensors are heard and acknowledged meanwhile; nights follow behind.</remarks>
public sealed partial class NightCatchUp(Registry registry, SqlitePacketLog log, NightProgress progress, NightHints hints, ILogger<NightCatchUp> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the start of the service does not wait for it
        foreach (NightAddress night in await FindAsync(stoppingToken))
        {
            LogBehind(night);
            hints.More(night);
        }
    }

    /// <summary>The nights that are behind the log.</summary>
    internal async Task<IReadOnlyCollection<NightAddress>> FindAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, Subject> people = (await registry.SubjectsAsync(cancellationToken)).ToDictionary(subject => subject.Id, StringComparer.Ordinal);
        Dictionary<NightAddress, long> recorded = [];
        foreach (Sensor sensor in await registry.SensorsAsync(null, cancellationToken))
        {
            if (people.TryGetValue(sensor.Subject, out Subject? subject))
            {
                foreach ((Instant hour, long position) in await log.HoursAsync(sensor.Id, cancellationToken))
                {
                    Note(recorded, subject, hour, position);
                    Note(recorded, subject, hour + Duration.FromHours(1) - Duration.Epsilon, position); // noon may lie inside an hour of UTC
                }
            }
        }
        List<NightAddress> behind = [];
        foreach ((NightAddress night, long position) in recorded)
        {
            if (await progress.FindAsync(night.Subject, night.Date, cancellationToken) is not { IsFinal: true } done || done.Position < position)
            {
                behind.Add(night);
            }
        }
        return behind;
    }

    private static void Note(Dictionary<NightAddress, long> recorded, Subject subject, Instant time, long position)
    {
        var night = new NightAddress(subject.Id, NightKey.Of(subject.Id, time, subject.Zone).Date);
        recorded[night] = Math.Max(position, recorded.GetValueOrDefault(night));
    }

    [LoggerMessage(4030, LogLevel.Information, "Night {Night} is behind the packet log and catches up.")]
    private partial void LogBehind(NightAddress night);
}
