using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Recordings;

namespace RlsMotion.Cli.Nights;

/// <summary>Recording files become a night, by the same <see cref="NightSession"/> that hears sensors.</summary>
internal sealed class NightFiles : IDisposable
{
    private const string Subject = "file"; // whose night it is, no file says

    private readonly List<(Leg Leg, string Sensor, Recording Recording)> _files = [];

    private NightFiles(DateTimeZone zone) => Zone = zone;

    /// <summary>The zone in which noon is meant.</summary>
    public DateTimeZone Zone { get; private set; }

    /// <summary>Whether some file keeps local times and nobody named their zone, so that they were read as UTC.</summary>
    public bool IsZoneGuessed { get; private set; }

    /// <summary>Time of the first sample of any file.</summary>
    public Instant Start { get; private set; } = Instant.MaxValue;

    /// <summary>Opens recordings and looks at their beginnings.</summary>
    /// <param name="paths">One file for each leg, or for one.</param>
    /// <param name="options">What the files do not say themselves.</param>
    /// <exception cref="RecordingException">A file cannot be opened or is not a recording.</exception>
    /// <exception cref="UnusableInputException">A file has no times.</exception>
    public static NightFiles Open(IReadOnlyList<(Leg Leg, string Path)> paths, RecordingOptions options)
    {
        var files = new NightFiles(options.Zone ?? DateTimeZone.Utc);
        try
        {
            foreach ((Leg leg, string path) in paths)
            {
                files.Add(leg, path, options);
            }
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>Reads everything into nights; a recording over several days gives several.</summary>
    /// <param name="options">How a night is read.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>The nights with samples, in time order.</returns>
    public IReadOnlyList<NightRecord> Read(Func<NightKey, NightOptions> options, CancellationToken cancellationToken)
    {
        var sessions = new SortedDictionary<LocalDate, NightSession>();
        foreach ((Leg leg, string sensor, Recording recording) in _files)
        {
            NightSession? session = null;
            Instant until = Instant.MinValue;
            foreach (SensorPacket packet in recording.ReadPackets())
            {
                cancellationToken.ThrowIfCancellationRequested();
                Instant time = Instant.FromUnixTimeTicks(packet.FirstTimeMicroseconds * 10);
                if (session is null || time >= until || time < session.Key.Start)
                {
                    var key = NightKey.Of(Subject, time, Zone);
                    if (!sessions.TryGetValue(key.Date, out session))
                    {
                        sessions[key.Date] = session = new NightSession(key, options(key));
                    }
                    until = key.End;
                }
                session.Push(leg, sensor, packet, received: null);
            }
        }
        return [.. sessions.Values.Select(session => session.Close())];
    }

    /// <inheritdoc/>
    public void Dispose() => _files.ForEach(file => file.Recording.Dispose());

    private void Add(Leg leg, string path, RecordingOptions options)
    {
        Recording recording = RecordingReader.Open(path, options);
        _files.Add((leg, SensorOf(leg, path, recording.Info), recording));
        if (!recording.Info.HasTimes)
        {
            throw new UnusableInputException(path, "", "has no times.", "Name the time of its first sample with --start, such as --start 2026-03-28T22:30.");
        }
        if (recording.Info.Zone is null)
        {
            IsZoneGuessed = true;
        }
        else if (options.Zone is null)
        {
            Zone = recording.Info.Zone;
        }
        foreach (SensorPacket first in recording.ReadPackets().Take(1))
        {
            Start = Instant.Min(Start, Instant.FromUnixTimeTicks(first.FirstTimeMicroseconds * 10));
        }
    }

    // Two files of one device, or none known: the leg keeps them apart.
    private string SensorOf(Leg leg, string path, RecordingInfo info)
    {
        string name = info.Serial is { } serial ? $"{info.Device ?? "sensor"}-{serial}" : Path.GetFileNameWithoutExtension(path);
        return _files.Exists(file => file.Sensor == name) ? $"{name}-{leg.ToString().ToLowerInvariant()}" : name;
    }
}
