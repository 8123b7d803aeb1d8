using System.Buffers.Binary;
using NodaTime;
using RlsMotion.Storage.Packets;
using RlsMotion.Storage.Sqlite;

// Appends from several senders at once and prints "sender sequence position" for every entry that was acknowledged, until it is killed.
const int Senders = 4;
using Database database = Database.Open(args[0]);
await using var log = new SqlitePacketLog(database);
var console = new Lock();
await Task.WhenAll(Enumerable.Range(0, Senders).Select(SendAsync));

async Task SendAsync(int sender)
{
    for (uint sequence = 0; ; sequence++)
    {
        byte[] payload = new byte[300];
        BinaryPrimitives.WriteUInt32LittleEndian(payload, sequence);
        AppendResult result = await log.AppendAsync(
            new PacketEntry
            {
                Sensor = $"sender{sender}",
                Boot = 1,
                Sequence = sequence,
                FirstIndex = sequence * 50L,
                Count = 50,
                Time = Instant.FromUnixTimeSeconds(1_700_000_000 + sequence),
                Received = Instant.FromUnixTimeSeconds(1_700_000_001 + sequence),
                Payload = payload,
            },
            CancellationToken.None);
        lock (console)
        {
            Console.Out.WriteLine(FormattableString.Invariant($"{sender} {sequence} {result.Position}"));
            Console.Out.Flush();
        }
    }
}
