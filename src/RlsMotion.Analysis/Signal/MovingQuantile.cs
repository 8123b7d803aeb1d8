using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RlsMotion.Analysis.Signal;

/// <summary>The latest values in order of size, so that any quantile can be read.</summary>
/// <remarks>
/// Adding and removing shift the larger values by one place, four at a time and without a branch that depends on the values: right for windows of some
/// hundred of them. Cutting changes nothing; nothing is allocated after construction.
/// </remarks>
public sealed class MovingQuantile
{
    /// <summary>Values that are looked over at once on the way to one that leaves.</summary>
    private const int Stride = 4 * Lanes;

    /// <summary>Values in a vector.</summary>
    private const int Lanes = 4;

    private readonly double[] _sorted; // -∞, the values, +∞ to the end: neither end needs a question
    private readonly double[] _queue;
    private int _oldest;

    /// <summary>Builds an empty window.</summary>
    /// <param name="capacity">The most values it holds, 1 or more.</param>
    public MovingQuantile(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (_sorted, _queue) = (new double[1 + ((capacity + Stride) / Stride * Stride) + 1], new double[capacity]);
        Clear();
    }

    /// <summary>Values held.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a value; in a full window the oldest leaves.</summary>
    /// <param name="value">Finite.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast at once: a command lives for half a second
    public void Add(double value)
    {
        if (Count == _queue.Length)
        {
            RemoveOldest();
        }
        Vector256<double> added = Vector256.Create(value);
        Span<double> sorted = _sorted;
        int at = (Count / Lanes * Lanes) + 1;
        do
        {
            // What is larger moves up by one; between it and the smaller ones the new one finds its place.
            Vector256<double> here = Vector256.Create<double>(sorted.Slice(at, Lanes));
            Vector256<double> below = Vector256.Create<double>(sorted.Slice(at - 1, Lanes));
            Vector256.MaxNative(below, Vector256.MinNative(here, added)).CopyTo(sorted[at..]);
            at -= Lanes;
        }
        while (at > 0 && sorted[at + Lanes - 1] > value);
        int free = _oldest + Count;
        _queue[free < _queue.Length ? free : free - _queue.Length] = value;
        Count++;
    }

    /// <summary>Takes the oldest value out.</summary>
    /// <exception cref="InvalidOperationException">The window is empty.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast at once: a command lives for half a second
    public void RemoveOldest()
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("An empty window has no oldest value.");
        }
        double value = _queue[_oldest];
        Vector256<double> removed = Vector256.Create(value);
        Span<double> sorted = _sorted;
        int at = 1;
        while (sorted[at + Stride - 1] < value)
        {
            at += Stride;
        }
        for (; at <= Count; at += Lanes)
        {
            Vector256<double> here = Vector256.Create<double>(sorted.Slice(at, Lanes));
            Vector256<double> above = Vector256.Create<double>(sorted.Slice(at + 1, Lanes));
            Vector256.ConditionalSelect(Vector256.LessThan(here, removed), here, above).CopyTo(sorted[at..]);
        }
        _oldest = _oldest + 1 < _queue.Length ? _oldest + 1 : 0;
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
            return _sorted[rank + 1];
        }
    }

    /// <summary>How many values are below a bound.</summary>
    /// <param name="bound">Finite.</param>
    /// <param name="guess">About how many they will be, such as last time's answer: the nearer, the quicker. The answer does not depend on it.</param>
    public int CountBelow(double bound, int guess = 0)
    {
        int below = Math.Clamp(guess, 0, Count);
        while (below < Count && _sorted[below + 1] < bound)
        {
            below++;
        }
        while (_sorted[below] >= bound)
        {
            below--;
        }
        return below;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        (Count, _oldest) = (0, 0);
        _sorted.AsSpan().Fill(double.PositiveInfinity);
        _sorted[0] = double.NegativeInfinity;
    }
}
