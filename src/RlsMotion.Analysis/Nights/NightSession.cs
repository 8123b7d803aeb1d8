using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Analysis.Nights;

/// <summary>Hears one person's night, packet by packet, and turns it into a <see cref="NightRecord"/>. Files and MQTT both end here.</summary>
/// <remarks>
/// The record depends on the set of packets, not on how samples are cut into them, nor on their order inside the reorder window of two minutes of
/// sample time; what was detected does not depend on times of arrival either (docs/time-and-gaps.md). Only what lies between the two noons of the
/// night is reported. Not thread-safe.
/// </remarks>
public sealed class NightSession
{
    private readonly NightOptions _options;
    private readonly LegPipeline _left;
    private readonly LegPipeline _right;
    private bool _isClosed;

    /// <summary>Begins a night.</summary>
    /// <param name="key">Whose night, and which.</param>
    /// <param name="options">How it is read.</param>
    public NightSession(NightKey key, NightOptions options)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);
        options.Criteria?.ThrowIfInvalid();
        (Key, _options) = (key, options);
        (_left, _right) = (new LegPipeline(Leg.Left, options), new LegPipeline(Leg.Right, options));
    }

    /// <summary>Whose night, and which.</summary>
    public NightKey Key { get; }

    /// <summary>Whether a packet came later than the reorder window and was left out: make a new session and push the log in (boot, index) order.</summary>
    public bool NeedsReplay => _left.NeedsReplay || _right.NeedsReplay;

    /// <summary>Hears a packet.</summary>
    /// <param name="leg">The leg that its sensor is on.</param>
    /// <param name="sensor">The sensor's id.</param>
    /// <param name="packet">The packet; the session may keep it for two minutes of sample time.</param>
    /// <param name="received">When it arrived, for live packets; null where that is unknown or means nothing, as in a file.</param>
    /// <exception cref="ArgumentOutOfRangeException">The leg is neither left nor right.</exception>
    /// <exception cref="InvalidOperationException">The night is closed.</exception>
    public void Push(Leg leg, string sensor, SensorPacket packet, Instant? received)
    {
        ArgumentException.ThrowIfNullOrEmpty(sensor);
        ArgumentNullException.ThrowIfNull(packet);
        if (_isClosed)
        {
            throw new InvalidOperationException($"The night of {Key.Date:uuuu-MM-dd} is closed; a packet of sensor {sensor} came after that.");
        }
        LegPipeline pipeline = leg switch
        {
            Leg.Left => _left,
            Leg.Right => _right,
            _ => throw new ArgumentOutOfRangeException(nameof(leg), leg, "A sensor is on the left or the right leg."),
        };
        pipeline.Push(sensor, packet, received);
    }

    /// <summary>The night so far: about four minutes behind, because packets may still come out of order and movements are judged with a look-ahead.
    /// The session goes on as if nothing had been asked.</summary>
    public NightRecord Snapshot() => Compose(isFinal: _isClosed);

    /// <summary>Ends the night. Asking again gives the same record.</summary>
    public NightRecord Close()
    {
        if (!_isClosed)
        {
            _left.Flush();
            _right.Flush();
            _isClosed = true;
        }
        return Compose(isFinal: true);
    }

    private NightRecord Compose(bool isFinal)
    {
        var night = new TimeSpanMs(Key.Start.ToUnixTimeMilliseconds(), Key.End.ToUnixTimeMilliseconds());
        return NightComposer.Compose(Key, _options, [_left.Place(night), _right.Place(night)], isFinal);
    }
}
