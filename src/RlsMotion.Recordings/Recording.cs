using RlsMotion.Analysis.Samples;

namespace RlsMotion.Recordings;

/// <summary>An open recording. Reads as a stream: memory does not grow with its length.</summary>
/// <remarks>Not safe for use by several threads at once. Each call of <see cref="ReadPackets"/> or <see cref="Summarize"/> reads the file anew.</remarks>
public abstract class Recording : IDisposable
{
    private protected Recording(string path) => Path = path;

    /// <summary>Path as it was given.</summary>
    public string Path { get; }

    /// <summary>What the recording says of itself.</summary>
    public abstract RecordingInfo Info { get; }

    /// <summary>The packets that a sensor replaying this file would send: 20 s, at most 2000 samples, index jumping over gaps.</summary>
    /// <remarks>Deterministic; the boot comes from device and session, so that importing a file twice is importing it once.</remarks>
    /// <exception cref="RecordingException">The file cannot be read on.</exception>
    public IEnumerable<SensorPacket> ReadPackets() => Read(new ReadingLog());

    /// <summary>Reads everything and says what it holds.</summary>
    /// <exception cref="RecordingException">The file cannot be read to its end, or holds no sample.</exception>
    public RecordingSummary Summarize()
    {
        var log = new ReadingLog();
        var measure = new Measurement();
        foreach (SensorPacket packet in Read(log))
        {
            measure.Add(packet);
        }
        return measure.Finish(this, log);
    }

    /// <summary>Ends reading.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private protected abstract IEnumerable<SensorPacket> Read(ReadingLog log);

    /// <summary>Ends reading; files are held open only while they are enumerated, so there is nothing to release here.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
