using RlsMotion.Analysis.Movements;

namespace RlsMotion.Analysis.Scoring;

/// <summary>Bursts of one leg become movements, movements of two legs become one (rules 2 to 4).</summary>
internal sealed class MovementJoiner(ScoringCriteria criteria)
{
    private readonly long _minLength = (long)criteria.MinDuration.TotalMilliseconds;
    private readonly long _maxLength = (long)criteria.MaxDuration.TotalMilliseconds;
    private readonly long _maxJoined = (long)criteria.MaxJoinedDuration.TotalMilliseconds;
    private readonly long _burstGap = (long)criteria.BurstGap.TotalMilliseconds;
    private readonly long _legGap = (long)criteria.LegGap.TotalMilliseconds;

    /// <summary>The movements of a night in onset order, left before right at the same onset.</summary>
    /// <param name="bursts">Of either leg, in any order.</param>
    public List<JoinedMovement> Join(IEnumerable<LegMovement> bursts)
    {
        var byLeg = new List<JoinedMovement>();
        foreach (IGrouping<Leg, LegMovement> leg in bursts.GroupBy(burst => burst.Leg))
        {
            byLeg.AddRange(JoinBursts(leg));
        }
        byLeg.Sort(InTime);
        if (criteria.LongMovementEndsSeries)
        {
            return JoinLegs(byLeg);
        }
        // Too long to be a leg movement at all: it is listed, but neither joins another nor makes it too long.
        List<JoinedMovement> all = JoinLegs(byLeg.FindAll(movement => movement.IsCandidate));
        all.AddRange(byLeg.Where(movement => !movement.IsCandidate));
        all.Sort(InTime);
        return all;
    }

    private List<JoinedMovement> JoinBursts(IEnumerable<LegMovement> bursts)
    {
        var joined = new List<JoinedMovement>();
        foreach (LegMovement burst in bursts.OrderBy(burst => burst.Onset).ThenBy(burst => burst.Offset))
        {
            (long onset, long offset) = (burst.Onset.ToUnixTimeMilliseconds(), burst.Offset.ToUnixTimeMilliseconds());
            if (joined.Count > 0 && onset - joined[^1].Offset < _burstGap)
            {
                joined[^1] = joined[^1] with { Offset = Math.Max(joined[^1].Offset, offset) };
            }
            else
            {
                joined.Add(new JoinedMovement(burst.Leg, onset, offset, 1, false));
            }
        }
        joined.RemoveAll(movement => movement.Length < _minLength);
        return joined.ConvertAll(movement => movement with { IsCandidate = movement.Length <= _maxLength });
    }

    private List<JoinedMovement> JoinLegs(List<JoinedMovement> byLeg)
    {
        var joined = new List<JoinedMovement>();
        foreach (JoinedMovement next in byLeg)
        {
            int host = FindHost(joined, next);
            if (host < 0)
            {
                joined.Add(next);
            }
            else
            {
                JoinedMovement first = joined[host];
                joined[host] = first with
                {
                    Leg = first.Leg | next.Leg,
                    Offset = Math.Max(first.Offset, next.Offset),
                    Members = first.Members + next.Members,
                    IsCandidate = first.IsCandidate && next.IsCandidate,
                };
            }
        }
        return joined.ConvertAll(movement => movement.Members == 1 ? movement : movement with
        {
            IsCandidate = movement.IsCandidate && movement.Members <= criteria.MaxMembers && movement.Length <= _maxJoined,
        });
    }

    private int FindHost(List<JoinedMovement> joined, JoinedMovement next)
    {
        if (criteria.Joining == LegJoining.OffsetToOnset)
        {
            return joined.Count > 0 && next.Onset - joined[^1].Offset < _legGap ? joined.Count - 1 : -1;
        }
        // The earliest movement still within reach that holds the other leg.
        int host = -1;
        for (int i = joined.Count - 1; i >= 0 && next.Onset - joined[i].Onset < _legGap; i--)
        {
            if ((joined[i].Leg & ~next.Leg) != Leg.None)
            {
                host = i;
            }
        }
        return host;
    }

    private static int InTime(JoinedMovement a, JoinedMovement b) =>
        a.Onset != b.Onset ? a.Onset.CompareTo(b.Onset)
        : a.Leg != b.Leg ? a.Leg.CompareTo(b.Leg)
        : a.Offset.CompareTo(b.Offset);
}
