namespace RlsMotion.Analysis.Signal;

/// <summary>The latest values in order of size, so that any quantile can be read.</summary>
/// <remarks>Adding costs a search and a shift of memory: right for windows of some hundred values. Cutting changes nothing; nothing is allocated after construction.</remarks>
public sealed class MovingQuantile
{
    private readonly double[] _sorted;
    private readonly double[] _queue;
    private int _oldest;

    /// <summary>Builds an empty window.</summary>
    /// <param name="capacity">The most values it holds, 1 or more.</param>
    public MovingQuantile(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_sorted, _queue) = (new double[capacity], new double[capacity]);
    }

    /// <summary>Values held.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a value; in a full window the oldest leaves.</summary>
    /// <param name="value">Not NaN.</param>
    public void Add(double value)
    {
        if (Count == _queue.Length)
        {
            RemoveOldest();
        }
        int at = CountBelow(value);
        Array.Copy(_sorted, at, _sorted, at + 1, Count - at);
        _sorted[at] = value;
        _queue[(_oldest + Count) % _queue.Length] = value;
        Count++;
    }

    /// <summary>Takes the oldest value out.</summary>
    /// <exception cref="InvalidOperationException">The window is empty.</exception>
    public void RemoveOldest()
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("An empty window has no oldest value.");
        }
        int at = CountBelow(_queue[_oldest]);
        Array.Copy(_sorted, at + 1, _sorted, at, Count - at - 1);
        _oldest = (_oldest + 1) % _queue.Length;
        Count--;
    }

    /// <summary>The value that <paramref name="rank"/> others are not above; 0 is the least.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank.</exception>
    public double this[int rank]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(rank);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank, Count);
            return _sorted[rank];
        }
    }

    /// <summary>How many values are below a bound.</summary>
    public int CountBelow(double bound)
    {
        (int low, int high) = (0, Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_sorted[middle] < bound) { low = middle + 1; } else { high = middle; }
        }
        return low;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => (Count, _oldest) = (0, 0);
}
