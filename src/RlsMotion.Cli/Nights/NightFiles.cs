using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Recordings;
using RlsMotion.Reports.Text;

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
    /// <param name="progress">Told the share that is read, 0 to 1.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>The nights with samples, in time order.</returns>
    /// <exception cref="UnusableInputException">Two files share no night.</exception>
    public IReadOnlyList<NightRecord> Read(Func<NightKey, NightOptions> options, Action<double> progress, CancellationToken cancellationToken)
    {
        var sessions = new List<NightSession>();
        for (int i = 0; i < _files.Count; i++)
        {
            (Leg leg, string sensor, Recording recording) = _files[i];
            Instant start = Instant.MinValue;
            double hours = ExpectedHours(recording);
            NightSession? session = null;
            Instant until = Instant.MinValue;
            foreach (SensorPacket packet in recording.ReadPackets())
            {
                cancellationToken.ThrowIfCancellationRequested();
                Instant time = Instant.FromUnixTimeTicks(packet.FirstTimeMicroseconds * 10);
                if (session is null || time >= until || time < session.Key.Start)
                {
                    var key = NightKey.Of(Subject, time, Zone);
                    session = sessions.Find(open => open.Key.Date == key.Date);
                    if (session is null)
                    {
                        sessions.Add(session = new NightSession(key, options(key)));
                    }
                    until = key.End;
                }
                session.Push(leg, sensor, packet, received: null);
                start = start == Instant.MinValue ? time : start;
                progress((i + Math.Clamp((time - start).TotalHours / hours, 0, 1)) / _files.Count);
            }
        }
        sessions.Sort((a, b) => a.Key.Date.CompareTo(b.Key.Date));
        IReadOnlyList<NightRecord> nights = sessions.ConvertAll(session => session.Close());
        if (_files.Count > 1 && !nights.Any(HoldsAllLegs))
        {
            throw new UnusableInputException(_files[1].Recording.Path, "", $"is not of the night of {_files[0].Recording.Path} ({string.Join(" and ", nights.Select(night => NightWords.Date(night.Key)))}).",
                "Give both legs of one night, or each alone.");
        }
        return nights;
    }

    /// <summary>Whether a night holds something of each leg that a file was given for.</summary>
    public bool HoldsAllLegs(NightRecord night) => _files.All(file => night.Sensors.Any(sensor => sensor.Leg == file.Leg));

    /// <inheritdoc/>
    public void Dispose() => _files.ForEach(file => file.Recording.Dispose());

    private void Add(Leg leg, string path, RecordingOptions options)
    {
        Recording recording = RecordingReader.Open(path, options);
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
            RefuseTwice(path, first);
            Start = Instant.Min(Start, Instant.FromUnixTimeTicks(first.FirstTimeMicroseconds * 10));
        }
        _files.Add((leg, SensorOf(leg, path, recording.Info), recording));
    }

    // Only for the bar: files of the usual kinds have some 6 (CWA), 28 (CSV) or, packed, 4 bytes for a sample.
    private static double ExpectedHours(Recording recording)
    {
        double bytesPerSample = recording.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? 4 : recording.Info.Format == RecordingFormat.Csv ? 28 : 6.4;
        return new FileInfo(recording.Path).Length / bytesPerSample / recording.Info.RateHz / 3600;
    }

    // Two sensors never read the same to the last bit; a file given twice does.
    private void RefuseTwice(string path, SensorPacket first)
    {
        foreach ((_, _, Recording other) in _files)
        {
            SensorPacket? itsFirst = other.ReadPackets().FirstOrDefault();
            if (itsFirst is not null && itsFirst.FirstTimeMicroseconds == first.FirstTimeMicroseconds && itsFirst.XyzG.Span.SequenceEqual(first.XyzG.Span))
            {
                throw new UnusableInputException(path, "", $"is the same recording as {other.Path}.", "Give each leg its own, or one leg alone with --leg.");
            }
        }
    }

    // Two files of one device, or none known: the leg keeps them apart.
    private string SensorOf(Leg leg, string path, RecordingInfo info)
    {
        string name = info.Serial is { } serial ? $"{info.Device ?? "sensor"}-{serial}" : Path.GetFileNameWithoutExtension(path);
        return _files.Exists(file => file.Sensor == name) ? $"{name}-{leg.ToString().ToLowerInvariant()}" : name;
    }
}
