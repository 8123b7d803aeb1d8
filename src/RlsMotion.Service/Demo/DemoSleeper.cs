using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.People;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Service.Ingestion;
using RlsMotion.Service.Nights;
using RlsMotion.Service.Settings;
using RlsMotion.Simulation;
using RlsMotion.Storage.People;

namespace RlsMotion.Service.Demo;

/// <summary>The simulated sleeper: two sensors that pair over MQTT and stream last night in fast-forward, through the path that every sensor takes.</summary>
/// <remarks>
/// A night is a function of its date and seed (the first night and its date are noted in <see cref="DemoDiary"/>), sensors keep their credentials, and the log keeps every packet once: a demonstration that was
/// killed in the middle goes on at its next start, and one that was finished is there at once.
/// </remarks>
public sealed partial class DemoSleeper(
    ServiceSettings settings, Registry registry, PairingDesk desk, People people, SensorDoor door, IGrainFactory grains, IClock clock,
    IHostApplicationLifetime lifetime, ILogger<DemoSleeper> logger) : BackgroundService
{
    /// <summary>When the simulated sleeper straps the sensors on, by the clock.</summary>
    private static readonly LocalTime Bedtime = new(22, 30);

    private readonly SemaphoreSlim _asked = new(0, 1);
    private volatile DemoProgress? _progress;

    /// <summary>How far the night that is being streamed has come; null while none is.</summary>
    public DemoProgress? Progress => _progress;

    /// <summary>Asks for one night more, the one before the earliest.</summary>
    public void AnotherNight()
    {
        if (_asked.CurrentCount == 0)
        {
            _asked.Release();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[settings.Demo.Zone];
        await registry.SaveSubjectAsync(new Subject(DemoSettings.Subject, "Demo sleeper (simulated)", zone), "demo", stoppingToken);
        var diary = new DemoDiary(settings.Folder);
        if (diary.Nights().Count == 0)
        {
            diary.Begin(LastNight(zone));
        }
        LocalDate first = diary.Nights()[0];
        LocalDate? next = diary.Unfinished();
        await using var left = new DemoSensor(Leg.Left, settings.Folder, desk, people, door);
        await using var right = new DemoSensor(Leg.Right, settings.Folder, desk, people, door);
        _progress = next is { } night ? new(night, 0, "The two sensors are pairing") : null;
        await Task.WhenAll(left.PairAsync(stoppingToken), right.PairAsync(stoppingToken));
        SimulatedNight simulated = Simulate(next ?? first, first, zone);
        left.Connect(simulated.Left!);
        right.Connect(simulated.Right!);
        while (true)
        {
            if (next is { } date)
            {
                diary.Begin(date);
                await StreamAsync(date, Simulate(date, first, zone), left, right, stoppingToken);
                diary.Finish(date);
            }
            await _asked.WaitAsync(stoppingToken);
            next = diary.Nights().Min().PlusDays(-1);
        }
    }

    private async Task StreamAsync(LocalDate date, SimulatedNight simulated, DemoSensor left, DemoSensor right, CancellationToken stopping)
    {
        (double l, double r) = (0, 0);
        void Show() => _progress = new(date, (l + r) / 2, "The night streams in");
        Show();
        await Task.WhenAll(
            Task.Run(() => left.StreamAsync(simulated.Left!, share => { l = share; Show(); }, stopping), stopping),
            Task.Run(() => right.StreamAsync(simulated.Right!, share => { r = share; Show(); }, stopping), stopping));
        _progress = new(date, 1, "The night is being finished");
        await grains.GetGrain<INightGrain>(new NightAddress(DemoSettings.Subject, date).ToString()).FinishAsync();
        _progress = null;
        LogStreamed(date);
    }

    private SimulatedNight Simulate(LocalDate date, LocalDate first, DateTimeZone zone) => NightSimulator.Simulate(new SimulationOptions
    {
        Seed = (ulong)(settings.Demo.Seed + Period.DaysBetween(date, first)),
        Hours = settings.Demo.Hours,
        Profile = SimulationProfile.Rls,
        Start = date.At(Bedtime).InZoneLeniently(zone).ToInstant(),
        Zone = zone,
    });

    // The newest night that is over by now, so that no simulated movement lies in the future.
    private LocalDate LastNight(DateTimeZone zone)
    {
        Instant latestBedtime = clock.GetCurrentInstant() - Duration.FromHours(settings.Demo.Hours);
        LocalDate date = NightKey.Of(DemoSettings.Subject, latestBedtime, zone).Date;
        return date.At(Bedtime).InZoneLeniently(zone).ToInstant() > latestBedtime ? date.PlusDays(-1) : date;
    }

    private async Task StartedAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource();
        await using CancellationTokenRegistration on = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }

    [LoggerMessage(4040, LogLevel.Information, "The simulated night of {Date} was streamed.")]
    private partial void LogStreamed(LocalDate date);
}
