using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Inbound;

namespace RlsMotion.Ingest.Sensors;

/// <summary>What a sensor has recorded and the server has not durably kept: in order of recording, bounded. Safe on any thread.</summary>
/// <remarks>The entries know nothing of MQTT, so that a ring on a disk can keep the same ones.</remarks>
internal sealed class FrameRing(int capacity)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<RingEntry> _entries = [];
    private readonly Dictionary<uint, long> _ends = [];
    private RingEntry? _newestFirst;
    private long _sendings;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Adds a packet, and before it the loss of the samples that were skipped. False, and nothing added, if it is full.</summary>
    public bool TryAdd(SensorPacket packet)
    {
        lock (_lock)
        {
            if (_entries.Count + 2 > capacity)
            {
                return false;
            }
            if (packet.HasCounter)
            {
                long end = _ends.GetValueOrDefault(packet.Boot);
                if (packet.FirstIndex > end)
                {
                    _entries.AddLast(RingEntry.Loss(new(packet.Boot, end, packet.FirstIndex)));
                }
                _ends[packet.Boot] = Math.Max(end, packet.EndIndex);
            }
            _entries.AddLast(RingEntry.Frame(packet));
            return true;
        }
    }

    /// <summary>Gives up the oldest frame: it becomes a loss to be declared, joined to one before it.</summary>
    public void DropOldest()
    {
        lock (_lock)
        {
            for (LinkedListNode<RingEntry>? node = _entries.First; node is not null; node = node.Next)
            {
                if (node.Value.Packet is { } packet)
                {
                    var loss = new LossDeclaration(packet.Boot, packet.FirstIndex, packet.EndIndex);
                    if (node.Previous?.Value is { Packet: null } before && before.Boot == loss.Boot && before.ToIndex == loss.FromIndex)
                    {
                        loss = loss with { FromIndex = before.FromIndex };
                        _entries.Remove(node.Previous);
                    }
                    if (packet.HasCounter)
                    {
                        node.Value = RingEntry.Loss(loss);
                    }
                    else
                    {
                        _entries.Remove(node);
                    }
                    return;
                }
            }
        }
    }

    /// <summary>The next entry to send, marked as sent; null if there is none. After a lost link the newest live frame goes first, then history, oldest first.</summary>
    public RingEntry? TakeUnsent()
    {
        lock (_lock)
        {
            RingEntry? next = _newestFirst is { IsSent: false, IsKept: true } ? _newestFirst : _entries.FirstOrDefault(entry => !entry.IsSent);
            _newestFirst = null;
            if (next is not null)
            {
                next.IsSent = true;
                next.SentAs = ++_sendings;
            }
            return next;
        }
    }

    /// <summary>The link was lost: everything that is not durable is to be sent again, as history.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            foreach (RingEntry entry in _entries)
            {
                entry.IsHistory |= entry.IsSent;
                entry.IsSent = false;
            }
            _newestFirst = _entries.Last?.Value is { Packet: { } packet } last && !packet.Flags.HasFlag(PacketFlags.Historical) ? last : null;
            if (_newestFirst is not null)
            {
                foreach (RingEntry entry in _entries.Where(one => one != _newestFirst))
                {
                    entry.IsHistory = true;
                }
            }
        }
    }

    /// <summary>Sends an entry again.</summary>
    public void Return(RingEntry entry)
    {
        lock (_lock)
        {
            entry.IsSent = false;
        }
    }

    /// <summary>Sends the oldest entry again if there is one, to ask for an acknowledgement.</summary>
    public void ReturnOldest()
    {
        lock (_lock)
        {
            if (_entries.First is { } first)
            {
                first.Value.IsSent = false;
                first.Value.IsHistory = true;
            }
        }
    }

    /// <summary>Forgets an entry.</summary>
    public void Remove(RingEntry entry)
    {
        lock (_lock)
        {
            entry.IsKept = false;
            _entries.Remove(entry);
        }
    }

    /// <summary>A frame was not understood: its samples are declared lost in its place.</summary>
    public void Reject(RingEntry entry)
    {
        lock (_lock)
        {
            if (entry.Packet is { HasCounter: true } packet && _entries.Find(entry) is { } node)
            {
                node.Value = RingEntry.Loss(new(packet.Boot, packet.FirstIndex, packet.EndIndex));
                entry.IsKept = false;
                return;
            }
        }
        Remove(entry);
    }

    /// <summary>Forgets what is durable, and sends again what did not arrive; the number of entries forgotten.</summary>
    /// <remarks>A broker hands a sensor's messages on in order. What was sent before a frame that is now durable, and is not durable itself, was lost on the way.</remarks>
    public int Acknowledge(DurableAck ack)
    {
        lock (_lock)
        {
            int before = _entries.Count;
            long newest = 0;
            for (LinkedListNode<RingEntry>? node = _entries.First; node is not null;)
            {
                LinkedListNode<RingEntry>? next = node.Next;
                if (node.Value.HasIndex && node.Value.Boot == ack.Boot && node.Value.ToIndex - 1 <= ack.Index)
                {
                    newest = Math.Max(newest, node.Value.SentAs);
                    node.Value.IsKept = false;
                    _entries.Remove(node);
                }
                node = next;
            }
            foreach (RingEntry lost in _entries.Where(entry => entry.IsSent && entry.HasIndex && entry.Boot == ack.Boot && entry.SentAs < newest))
            {
                lost.IsSent = false;
                lost.IsHistory = true;
            }
            return before - _entries.Count;
        }
    }

    /// <summary>The server wants samples again: what is kept is sent, what is not is declared lost.</summary>
    public void Resend(uint boot, long fromIndex, long toIndex)
    {
        lock (_lock)
        {
            long next = fromIndex;
            var missing = new List<LossDeclaration>();
            foreach (RingEntry entry in _entries.Where(one => one.HasIndex && one.Boot == boot && one.FromIndex < toIndex && one.ToIndex > fromIndex).OrderBy(one => one.FromIndex))
            {
                if (entry.FromIndex > next)
                {
                    missing.Add(new(boot, next, entry.FromIndex));
                }
                next = Math.Max(next, entry.ToIndex);
                entry.IsSent = false;
                entry.IsHistory = true;
            }
            long end = Math.Min(toIndex, _ends.GetValueOrDefault(boot, toIndex));
            if (next < end)
            {
                missing.Add(new(boot, next, end));
            }
            missing.ForEach(loss => _entries.AddLast(RingEntry.Loss(loss)));
        }
    }
}
