namespace RlsMotion.Analysis.Agreement;

/// <summary>The cheapest of the largest one-to-one matchings of rows with columns.</summary>
/// <remarks>Rows join one at a time along the cheapest augmenting path, found by Dijkstra's algorithm on reduced costs; the search ends at the first
/// free column, so that sparse nights are fast (Jonker and Volgenant, Computing 1987;38:325-340, for sparse costs). Staying alone
/// costs a row more than any matching, which makes the largest matching the cheapest.</remarks>
internal sealed class CheapestMatching
{
    private readonly IReadOnlyList<(int Column, long Cost)>[] _edges;
    private readonly int _columns; // after the real ones comes one per row, for staying alone
    private readonly long _alone;
    private readonly int[] _columnOf;
    private readonly int[] _rowOf;
    private readonly long[] _rowPrice;
    private readonly long[] _columnPrice;
    private readonly long[] _distance;
    private readonly int[] _from;
    private readonly List<int> _touched = [];
    private readonly List<int> _settled = [];
    private readonly PriorityQueue<int, (long Distance, int Column)> _frontier = new();

    private CheapestMatching(IReadOnlyList<(int Column, long Cost)>[] edges, int columns)
    {
        (_edges, _columns) = (edges, columns);
        long dearest = edges.SelectMany(row => row).Select(edge => edge.Cost).DefaultIfEmpty().Max();
        _alone = (dearest + 1) * (Math.Min(edges.Length, columns) + 1);
        (_columnOf, _rowOf) = (new int[edges.Length], new int[columns + edges.Length]);
        (_rowPrice, _columnPrice) = (new long[edges.Length], new long[_rowOf.Length]);
        (_distance, _from) = (new long[_rowOf.Length], new int[_rowOf.Length]);
        Array.Fill(_columnOf, -1);
        Array.Fill(_rowOf, -1);
        Array.Fill(_distance, long.MaxValue);
    }

    /// <summary>The column of each row, -1 for none.</summary>
    /// <param name="edges">Per row the columns it may have, each at a cost of zero or more.</param>
    /// <param name="columns">How many columns there are.</param>
    public static int[] Find(IReadOnlyList<(int Column, long Cost)>[] edges, int columns)
    {
        var matching = new CheapestMatching(edges, columns);
        for (int row = 0; row < edges.Length; row++)
        {
            matching.Admit(row);
        }
        return [.. matching._columnOf.Select(column => column < columns ? column : -1)];
    }

    private void Admit(int newcomer)
    {
        Reach(newcomer, 0);
        int end = NextColumn();
        while (_rowOf[end] >= 0)
        {
            _settled.Add(end);
            Reach(_rowOf[end], _distance[end]);
            end = NextColumn();
        }
        _rowPrice[newcomer] += _distance[end];
        foreach (int column in _settled)
        {
            long gain = _distance[end] - _distance[column];
            _columnPrice[column] -= gain;
            _rowPrice[_rowOf[column]] += gain;
        }
        for (int column = end; column >= 0;)
        {
            int row = _from[column];
            (int freed, _columnOf[row], _rowOf[column]) = (_columnOf[row], column, row);
            column = freed;
        }
        foreach (int column in _touched)
        {
            _distance[column] = long.MaxValue;
        }
        _touched.Clear();
        _settled.Clear();
        _frontier.Clear();
    }

    private void Reach(int row, long distance)
    {
        foreach ((int column, long cost) in _edges[row])
        {
            Offer(row, column, distance + cost - _rowPrice[row] - _columnPrice[column]);
        }
        Offer(row, _columns + row, distance + _alone - _rowPrice[row] - _columnPrice[_columns + row]);
    }

    private void Offer(int row, int column, long distance)
    {
        if (distance < _distance[column])
        {
            if (_distance[column] == long.MaxValue)
            {
                _touched.Add(column);
            }
            (_distance[column], _from[column]) = (distance, row);
            _frontier.Enqueue(column, (distance, column));
        }
    }

    // The nearest column not passed yet. There is one: staying alone is open to a newcomer.
    private int NextColumn()
    {
        while (_frontier.TryDequeue(out int column, out (long Distance, int Column) entry))
        {
            if (entry.Distance == _distance[column])
            {
                return column;
            }
        }
        throw new InvalidOperationException("A newcomer can always stay alone.");
    }
}
