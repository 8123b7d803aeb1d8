using RlsMotion.Analysis.Signal;

namespace RlsMotion.Analysis.Movements;

/// <summary>What a mean square is while the leg lies still: a high quantile of the half seconds of some minutes, without those that hold a movement.</summary>
internal sealed class RestFloor(int capacity)
{
    /// <summary>A half second above this many medians holds a movement: 2.5 floors, squared.</summary>
    private const double BurstRatio = 2.5 * 2.5;

    /// <summary>A half second below this many counts may be axes that hop between two counts with every breath: it is rest, however silent the others are.</summary>
    private const double RestGrains = 0.9;

    /// <summary>Share of the resting half seconds that lie below the floor. The median would overlook a coarse sensor's hops, which breathing brings and takes.</summary>
    private const double Quantile = 0.7;

    private readonly MovingQuantile _window = new(capacity);
    private int _still; // resting half seconds when last asked: from step to step it hardly changes

    /// <summary>Half seconds known.</summary>
    public int Count => _window.Count;

    /// <summary>Adds the mean square of a half second, in g².</summary>
    public void Add(double meanSquare) => _window.Add(meanSquare);

    public void RemoveOldest() => _window.RemoveOldest();

    public void Clear() => _window.Clear();

    /// <summary>The floor's mean square in g²; 0 while nothing is known.</summary>
    /// <param name="grainG">What the sensor counts in, in g.</param>
    public double MeanSquare(double grainG)
    {
        if (_window.Count == 0)
        {
            return 0;
        }
        double median = _window[_window.Count / 2];
        double bound = Math.Max(BurstRatio * median, RestGrains * RestGrains * grainG * grainG);
        _still = _window.CountBelow(bound, _still);
        return _still == 0 ? median : _window[(int)(_still * Quantile)];
    }
}
