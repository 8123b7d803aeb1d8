namespace RlsMotion.Analysis.Samples;

/// <summary>Puts the packets of one boot into the order of their sample indices: every index once, as if nothing had been late or doubled.</summary>
/// <remarks>
/// Packets are held until the newest index is one window ahead. What comes out depends only on the set of packets that arrived in time, never on
/// their order: of two samples on one index that of the lower <see cref="SensorPacket.Sequence"/> wins, then that of the lower payload hash.
/// Samples are not copied: a run is a piece of the packet's memory.
/// </remarks>
/// <param name="windowSamples">The reorder window in samples; above zero.</param>
internal sealed class PacketSequencer(long windowSamples)
{
    /// <summary>No index is this high: 2^48 samples are two thousand years at 4 kHz.</summary>
    public const long IndexLimit = 1L << 48;

    private readonly List<Held> _held = []; // rising in first index; [0, _head) is done with
    private readonly List<Released> _released = []; // rising, disjoint
    private int _head;
    private long _newest; // the highest end index so far
    private long _settled; // every index below is out, or is missing for good
    private bool _draining;

    private readonly record struct Held(SensorPacket Packet, ulong Hash)
    {
        public long First => Packet.FirstIndex;

        public long End => Packet.EndIndex;

        public bool Beats(in Held other) => Beats(Packet.Sequence, Hash, other.Packet.Sequence, other.Hash);

        public static bool Beats(uint sequence, ulong hash, uint otherSequence, ulong otherHash) =>
            sequence < otherSequence || (sequence == otherSequence && hash < otherHash);
    }

    /// <summary>Where released samples came from: enough to tell a harmless repetition from news that came too late.</summary>
    private readonly record struct Released(long From, long To, uint Sequence, ulong Hash);

    /// <summary>Takes a packet in. Call <see cref="TryTake"/> until it gives no more before adding the next.</summary>
    public Arrival Add(SensorPacket packet)
    {
        if (packet.FirstIndex is < 0 or > IndexLimit)
        {
            return Arrival.Refused;
        }
        var arrived = new Held(packet, PacketHash.Of(packet.XyzG.Span));
        Arrival arrival = Arrival.Taken;
        if (arrived.First < _settled)
        {
            arrival = ChangesNothing(arrived) ? Arrival.Repeated : Arrival.TooLate;
        }
        if (arrived.End > _settled)
        {
            Insert(arrived);
            _newest = Math.Max(_newest, arrived.End);
            arrival = arrival == Arrival.Repeated ? Arrival.Taken : arrival;
        }
        return arrival;
    }

    /// <summary>From now on everything held comes out, however new.</summary>
    public void Drain() => _draining = true;

    /// <summary>The next run of samples that nothing in the window can change any more.</summary>
    public bool TryTake(out SampleRun run)
    {
        long limit = _draining ? _newest : _newest - windowSamples;
        for (; _head < _held.Count; _head++)
        {
            long start = Math.Max(_held[_head].First, _settled);
            if (start >= limit)
            {
                break;
            }
            if (_held[_head].End <= start)
            {
                _held[_head] = default; // lets the packet go
                continue;
            }
            (Held winner, long end) = WinnerAt(start);
            end = Math.Min(end, limit);
            run = new SampleRun(
                start, winner.Packet.XyzG.Slice((int)(start - winner.First) * 3, (int)(end - start) * 3), winner.Packet.PeriodNanoseconds);
            Remember(start, end, winner);
            _settled = end;
            return true;
        }
        _settled = Math.Max(_settled, limit);
        if (_head > 64 || _head == _held.Count)
        {
            _held.RemoveRange(0, _head);
            _head = 0;
        }
        run = default;
        return false;
    }

    /// <summary>Which held packet gives the sample at an index, and up to where.</summary>
    private (Held Winner, long End) WinnerAt(long start)
    {
        Held winner = _held[_head];
        int i = _head + 1;
        for (; i < _held.Count && _held[i].First <= start; i++)
        {
            if (_held[i].End > start && _held[i].Beats(winner))
            {
                winner = _held[i];
            }
        }
        long end = winner.End;
        for (; i < _held.Count && _held[i].First < end; i++)
        {
            if (_held[i].Beats(winner))
            {
                end = _held[i].First;
            }
        }
        return (winner, end);
    }

    private void Insert(in Held arrived)
    {
        int at = _held.Count;
        while (at > _head && _held[at - 1].First > arrived.First)
        {
            at--;
        }
        _held.Insert(at, arrived);
    }

    private void Remember(long from, long to, in Held winner)
    {
        if (_released.Count > 0 && _released[^1] is var last && last.To == from && last.Sequence == winner.Packet.Sequence && last.Hash == winner.Hash)
        {
            _released[^1] = last with { To = to };
        }
        else
        {
            _released.Add(new Released(from, to, winner.Packet.Sequence, winner.Hash));
        }
    }

    private bool ChangesNothing(in Held arrived)
    {
        long from = arrived.First;
        long to = Math.Min(arrived.End, _settled);
        for (int i = FirstEndingAfter(from); from < to; i++)
        {
            if (i == _released.Count || _released[i].From > from
                || Held.Beats(arrived.Packet.Sequence, arrived.Hash, _released[i].Sequence, _released[i].Hash))
            {
                return false;
            }
            from = _released[i].To;
        }
        return true;
    }

    private int FirstEndingAfter(long index)
    {
        (int low, int high) = (0, _released.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_released[middle].To <= index)
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
