namespace RlsMotion.Analysis.Nights;

/// <summary>A set of moments: disjoint half-open spans in whole milliseconds of Unix time, rising and never touching.</summary>
/// <remarks>Immutable.</remarks>
internal sealed class TimeSet
{
    public static readonly TimeSet Empty = new([]);

    private readonly TimeSpanMs[] _spans;

    private TimeSet(TimeSpanMs[] spans) => _spans = spans;

    /// <summary>The spans, rising.</summary>
    public IReadOnlyList<TimeSpanMs> Spans => _spans;

    public bool IsEmpty => _spans.Length == 0;

    /// <summary>Length in milliseconds.</summary>
    public long Milliseconds => _spans.Sum(span => span.Length);

    public double Hours => Milliseconds / 3_600_000.0;

    /// <summary>The moments of any of the spans; they may overlap and come in any order, empty ones are dropped.</summary>
    public static TimeSet Of(IEnumerable<TimeSpanMs> spans)
    {
        var joined = new List<TimeSpanMs>();
        foreach (TimeSpanMs span in spans.Where(span => span.Length > 0).OrderBy(span => span.From))
        {
            if (joined.Count > 0 && span.From <= joined[^1].To)
            {
                joined[^1] = joined[^1] with { To = Math.Max(joined[^1].To, span.To) };
            }
            else
            {
                joined.Add(span);
            }
        }
        return new TimeSet([.. joined]);
    }

    public TimeSet Union(TimeSet other) => Of(_spans.Concat(other._spans));

    public TimeSet Intersect(TimeSet other)
    {
        var common = new List<TimeSpanMs>();
        for (int i = 0, j = 0; i < _spans.Length && j < other._spans.Length;)
        {
            var both = new TimeSpanMs(Math.Max(_spans[i].From, other._spans[j].From), Math.Min(_spans[i].To, other._spans[j].To));
            if (both.Length > 0)
            {
                common.Add(both);
            }
            if (_spans[i].To < other._spans[j].To)
            {
                i++;
            }
            else
            {
                j++;
            }
        }
        return new TimeSet([.. common]);
    }

    public TimeSet Except(TimeSet other) => Intersect(other.Complement());

    public bool Contains(long time)
    {
        int at = FirstEndingAfter(time);
        return at < _spans.Length && _spans[at].From <= time;
    }

    /// <summary>Milliseconds of [from, to) that are in the set.</summary>
    public long Within(long from, long to)
    {
        long sum = 0;
        for (int i = FirstEndingAfter(from); i < _spans.Length && _spans[i].From < to; i++)
        {
            sum += Math.Min(to, _spans[i].To) - Math.Max(from, _spans[i].From);
        }
        return sum;
    }

    private TimeSet Complement()
    {
        var between = new List<TimeSpanMs>(_spans.Length + 1);
        long from = long.MinValue;
        foreach (TimeSpanMs span in _spans)
        {
            between.Add(new TimeSpanMs(from, span.From));
            from = span.To;
        }
        between.Add(new TimeSpanMs(from, long.MaxValue));
        return new TimeSet([.. between.Where(span => span.From < span.To)]);
    }

    private int FirstEndingAfter(long time)
    {
        (int low, int high) = (0, _spans.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_spans[middle].To <= time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }
}
