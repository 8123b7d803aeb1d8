namespace RlsMotion.Analysis.Scoring;

/// <summary>Measures intervals and finds series in movements that come in onset order (rules 5 and 6).</summary>
internal sealed class SeriesFinder
{
    private readonly ScoringCriteria _criteria;
    private readonly long[] _boundaries;
    private readonly long _minInterval;
    private readonly long _maxInterval;

    /// <param name="criteria">The rules.</param>
    /// <param name="boundaries">Moments, ascending, at which what can be seen changed: no interval bridges one.</param>
    public SeriesFinder(ScoringCriteria criteria, long[] boundaries)
    {
        (_criteria, _boundaries) = (criteria, boundaries);
        (_minInterval, _maxInterval) = ((long)criteria.MinInterval.TotalMilliseconds, (long)criteria.MaxInterval.TotalMilliseconds);
    }

    /// <summary>What was found of each movement, by its position.</summary>
    /// <param name="movements">In onset order.</param>
    /// <param name="kinds">Of each movement: a candidate, one that ends series, or nothing to the rules.</param>
    public Finding[] Find(IReadOnlyList<JoinedMovement> movements, IReadOnlyList<MovementPart> kinds)
    {
        var found = new Finding[movements.Count];
        var run = new List<int>();
        int series = 0;
        int previous = -1;
        for (int i = 0; i < movements.Count; i++)
        {
            if (kinds[i] == MovementPart.None)
            {
                continue;
            }
            if (kinds[i] == MovementPart.EndsSeries)
            {
                EndRun();
                previous = -1;
                continue;
            }
            if (previous < 0 || BridgesBoundary(movements[previous].Onset, movements[i].Onset))
            {
                EndRun();
                run.Add(i);
                previous = i;
                continue;
            }
            long interval = movements[i].Onset - movements[previous].Onset;
            if (interval < _minInterval && _criteria.SkipsShortIntervals)
            {
                found[i].FollowsTooSoon = true;
                continue;
            }
            found[i].Interval = interval;
            found[i].FollowsTooSoon = interval < _minInterval;
            if (interval < _minInterval || interval > _maxInterval)
            {
                EndRun();
            }
            if (interval >= _minInterval || _criteria.RestartAfterShort)
            {
                run.Add(i);
            }
            previous = i;
        }
        EndRun();
        return found;

        void EndRun()
        {
            if (run.Count >= _criteria.MinSeriesLength)
            {
                series++;
                foreach (int member in run)
                {
                    found[member].Series = series;
                }
            }
            run.Clear();
        }
    }

    private bool BridgesBoundary(long earlier, long later)
    {
        int next = Array.BinarySearch(_boundaries, earlier + 1);
        next = next >= 0 ? next : ~next;
        return next < _boundaries.Length && _boundaries[next] <= later;
    }
}

/// <summary>What part a movement has in the search for series.</summary>
internal enum MovementPart
{
    /// <summary>None: the rules look past it.</summary>
    None,

    /// <summary>It may be in a series.</summary>
    Candidate,

    /// <summary>It ends a series, and no interval is measured from it.</summary>
    EndsSeries,
}

/// <summary>What the search found of a movement; times in milliseconds.</summary>
internal record struct Finding
{
    /// <summary>Onset to onset from the previous candidate; null where undefined.</summary>
    public long? Interval;

    /// <summary>Number of its series from 1; 0 for none.</summary>
    public int Series;

    /// <summary>Whether it came sooner after the previous than a series allows.</summary>
    public bool FollowsTooSoon;
}
