using System.Security.Cryptography;
using System.Text;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.People;
using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Wire;
using RlsMotion.Recordings;
using RlsMotion.Service.Nights;
using RlsMotion.Storage.Packets;
using RlsMotion.Storage.People;

namespace RlsMotion.Service.Ingestion;

/// <summary>Brings a recording file onto the path of the live packets: into the log, and from there into its nights.</summary>
/// <remarks>The same file twice is one recording: its device id here follows from person, leg and device, its boots and numbers from the file.</remarks>
public sealed class RecordingImport(Registry registry, IPacketLog log, PacketTimes times, IGrainFactory grains, IClock clock)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>Device ids have this many letters.</summary>
    private const int IdLength = 16;

    /// <summary>Imports a file and finishes its nights.</summary>
    /// <param name="path">The file.</param>
    /// <param name="subject">Who wore the sensor.</param>
    /// <param name="leg">On which leg.</param>
    /// <param name="cancellationToken">Ends the import; what is in the log stays, and a second import goes on there.</param>
    /// <exception cref="RecordingException">The file cannot be used.</exception>
    public async Task<RecordingImported> ImportAsync(string path, Subject subject, Leg leg, CancellationToken cancellationToken)
    {
        using Recording recording = RecordingReader.Open(path, new RecordingOptions { Zone = subject.Zone });
        RecordingInfo info = recording.Info;
        if (!info.HasTimes)
        {
            throw new RecordingException(path, "", "holds no times, so that its night cannot be known.", "Export it with times.");
        }
        string sensor = await SensorAsync(info, subject, leg, cancellationToken);
        HashSet<LocalDate> nights = [];
        (long packets, long added) = (0, 0);
        foreach (SensorPacket packet in recording.ReadPackets())
        {
            EncodedPacket encoded = PacketEncoder.Encode(packet);
            Instant now = clock.GetCurrentInstant();
            PacketEntry entry = Entry(sensor, packet, encoded, times.Believe(sensor, packet, now), now);
            added += (await log.AppendAsync(entry, cancellationToken)).IsNew ? 1 : 0;
            packets++;
            nights.Add(NightKey.Of(subject.Id, entry.Time, subject.Zone).Date);
        }
        foreach (LocalDate night in nights)
        {
            await grains.GetGrain<INightGrain>(new NightAddress(subject.Id, night).ToString()).FinishAsync();
        }
        return new(sensor, packets, added, [.. nights.Order()]);
    }

    private static PacketEntry Entry(string sensor, SensorPacket packet, EncodedPacket encoded, Instant time, Instant received) => new()
    {
        Sensor = sensor,
        Boot = packet.Boot,
        Sequence = packet.Sequence,
        HasCounter = packet.HasCounter,
        FirstIndex = packet.FirstIndex,
        Count = packet.Count,
        Time = time,
        Received = received,
        ContentType = encoded.ContentType,
        Payload = encoded.Payload,
    };

    private async Task<string> SensorAsync(RecordingInfo info, Subject subject, Leg leg, CancellationToken cancellationToken)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{subject.Id}\n{leg}\n{info.Format}\n{info.Device}\n{info.Serial}"));
        string id = string.Concat(hash.Take(IdLength).Select(part => Letters[part % Letters.Length]));
        if (await registry.FindSensorAsync(id, cancellationToken) is null)
        {
            var sensor = new Sensor
            {
                Id = id,
                Subject = subject.Id,
                Leg = leg,
                Name = "recording",
                Hardware = info.Device ?? info.Format.ToString(),
                Serial = info.Serial ?? "",
                PairedAt = clock.GetCurrentInstant(),
            };
            await registry.PairAsync(sensor, "import", replaces: null, cancellationToken);
        }
        return id;
    }
}
