using CsCheck;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Analysis.Tests.Samples;

public sealed class PacketSequencerTests
{
    private static SensorPacket Packet(uint sequence, long first, int count, double value) => new()
    {
        XyzG = Enumerable.Repeat(value, 3 * count).ToArray(),
        Boot = 1,
        Sequence = sequence,
        FirstIndex = first,
        FirstTimeMicroseconds = 0,
        PeriodNanoseconds = 20_000_000,
    };

    private static SortedDictionary<long, double> Play(IEnumerable<SensorPacket> packets, long window, out bool late)
    {
        var sequencer = new PacketSequencer(window);
        var samples = new SortedDictionary<long, double>();
        late = false;
        void Take()
        {
            while (sequencer.TryTake(out SampleRun run))
            {
                for (int i = 0; i < run.XyzG.Length; i += 3)
                {
                    samples.Add(run.FirstIndex + (i / 3), run.XyzG.Span[i]); // throws if an index comes twice
                }
            }
        }
        foreach (SensorPacket packet in packets)
        {
            late |= sequencer.Add(packet) == Arrival.TooLate;
            Take();
        }
        sequencer.Drain();
        Take();
        return samples;
    }

    /// <summary>Packets that overlap at will, some with the same sequence and other samples.</summary>
    private static readonly Gen<SensorPacket[]> Overlapping =
        Gen.Select(Gen.UInt[0, 5], Gen.Long[0, 60], Gen.Int[1, 20], Gen.Int[1, 4].Select(v => (double)v), Packet).Array[1, 20];

    [Fact]
    public void Of_two_samples_on_one_index_the_lower_sequence_and_then_the_lower_hash_wins_in_any_order() =>
        Gen.Select(Overlapping, Gen.Int[0, 1000]).Sample((packets, seed) =>
        {
            var expected = new SortedDictionary<long, double>();
            foreach (SensorPacket packet in packets.OrderByDescending(p => p.Sequence).ThenByDescending(p => PacketHash.Of(p.XyzG.Span)))
            {
                for (long index = packet.FirstIndex; index < packet.EndIndex; index++)
                {
                    expected[index] = packet.XyzG.Span[0];
                }
            }
            var random = new Random(seed);
            Assert.Equal(expected, Play(packets.OrderBy(_ => random.Next()), window: 100, out bool late));
            Assert.False(late);
        });

    [Fact]
    public void What_comes_out_early_is_right_or_a_replay_is_asked_for() =>
        Gen.Select(Overlapping, Gen.Long[1, 30]).Sample((packets, window) =>
        {
            SortedDictionary<long, double> whole = Play(packets, window: 1000, out _);
            SortedDictionary<long, double> early = Play(packets, window, out bool late);
            Assert.True(late || whole.SequenceEqual(early));
        });

    [Fact]
    public void A_replay_in_index_order_is_never_late() =>
        Gen.Select(Overlapping, Gen.Long[1, 30]).Sample((packets, window) =>
        {
            Play(packets.OrderBy(p => p.FirstIndex), window + 20, out bool late); // the window is longer than a packet, as two minutes are
            Assert.False(late);
        });

    [Fact]
    public void An_index_that_cannot_be_is_refused()
    {
        Assert.Equal(Arrival.Refused, new PacketSequencer(10).Add(Packet(0, -1, 5, 1)));
        Assert.Equal(Arrival.Refused, new PacketSequencer(10).Add(Packet(0, long.MaxValue - 3, 5, 1)));
    }
}
