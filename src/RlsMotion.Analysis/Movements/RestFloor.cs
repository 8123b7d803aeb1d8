using RlsMotion.Analysis.Signal;

namespace RlsMotion.Analysis.Movements;

/// <summary>What a mean square is while the leg lies still: the median of the half seconds of some minutes, without those that hold a movement.</summary>
internal sealed class RestFloor(int capacity)
{
    /// <summary>A half second above this many first medians holds a movement: 2.5 floors, squared.</summary>
    private const double BurstRatio = 2.5 * 2.5;

    private readonly MovingQuantile _window = new(capacity);

    /// <summary>Half seconds known.</summary>
    public int Count => _window.Count;

    /// <summary>Adds the mean square of a half second, in g².</summary>
    public void Add(double meanSquare) => _window.Add(meanSquare);

    public void RemoveOldest() => _window.RemoveOldest();

    public void Clear() => _window.Clear();

    /// <summary>The floor's mean square in g²; 0 while nothing is known.</summary>
    public double MeanSquare
    {
        get
        {
            if (_window.Count == 0)
            {
                return 0;
            }
            double first = _window[_window.Count / 2];
            int still = _window.CountBelow(first * BurstRatio);
            return still == 0 ? first : _window[still / 2];
        }
    }
}
