using System.Globalization;
using System.Text.Json;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Samples;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Recordings.Csv;
using RlsMotion.Recordings.Cwa;
using RlsMotion.Recordings.Events;
using RlsMotion.Simulation;
using RlsMotion.Simulation.Truth;

namespace RlsMotion.Cli.Nights;

/// <summary>A simulated night as files: left and right recording, truth.csv (what an ankle sensor can see, and the sleep stages: an event list) and
/// truth-all.csv (whatever happened). The sample nights are these very files.</summary>
internal static class SimulatedFiles
{
    /// <summary>The files of a night.</summary>
    /// <param name="night">The night.</param>
    /// <param name="kind">Kind of recording.</param>
    /// <param name="progress">Told the share that is written, 0 to 1.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>Name of each file and what writes it.</returns>
    public static IReadOnlyList<(string Name, Action<Stream> Write)> Of(
        SimulatedNight night, RecordingKind kind, Action<double> progress, CancellationToken cancellationToken)
    {
        SimulatedLeg[] legs = [.. night.Legs];
        return
        [
            .. legs.Select((leg, i) => ($"{Word(leg.Leg)}.{kind.ToString().ToLowerInvariant()}", (Action<Stream>)(stream =>
                WriteRecording(stream, night, leg, kind, Watched(leg, share => progress((i + share) / legs.Length), cancellationToken))))),
            ("truth.csv", stream => EventListWriter.Write(stream, Visible(night))),
            ("truth-all.csv", Terminals.OutputFile.Text(writer => WriteAll(writer, night))),
        ];
    }

    private static IEnumerable<SensorPacket> Watched(SimulatedLeg leg, Action<double> progress, CancellationToken cancellationToken)
    {
        foreach (SensorPacket packet in leg.Packets())
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress((double)packet.FirstIndex / leg.SampleCount);
            yield return packet;
        }
    }

    private static void WriteRecording(Stream stream, SimulatedNight night, SimulatedLeg leg, RecordingKind kind, IEnumerable<SensorPacket> packets)
    {
        if (kind == RecordingKind.Csv)
        {
            CsvRecordingWriter.Write(stream, packets);
            return;
        }
        CwaWriter.Write(stream, packets, new CwaMetadata
        {
            Serial = leg.Leg == Leg.Left ? 1u : 2u,
            Session = (uint)night.Options.Seed,
            Zone = night.Options.Zone,
            RangeG = (int)leg.RangeG,
            Site = $"{Word(leg.Leg)} ankle",
        });
    }

    private static IEnumerable<ReferenceEvent> Visible(SimulatedNight night) =>
    [
        .. night.Stages.Select(stage => new ReferenceEvent(TypeOf(stage.Stage), stage.From - night.Options.Start, stage.Duration)),
        .. night.Truth.Where(movement => movement.Kind == MovementClass.LegMovement && movement.IsVisible).Select(movement => new ReferenceEvent(
            movement.Leg == Leg.Left ? ReferenceEventType.LeftLeg : ReferenceEventType.RightLeg, movement.Onset - night.Options.Start, movement.Duration)),
    ];

    private static void WriteAll(TextWriter writer, SimulatedNight night)
    {
        writer.Write("leg,onset,duration,class,peak_g,visible,periodic\n");
        foreach (TrueMovement movement in night.Truth)
        {
            writer.Write(string.Join(',',
                Word(movement.Leg),
                (movement.Onset - night.Options.Start).TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture),
                movement.Duration.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture),
                JsonNamingPolicy.KebabCaseLower.ConvertName(movement.Kind.ToString()),
                movement.PeakG.ToString("0.####", CultureInfo.InvariantCulture),
                movement.IsVisible ? "true" : "false",
                movement.IsPeriodic ? "true" : "false"));
            writer.Write('\n');
        }
    }

    private static ReferenceEventType TypeOf(SleepStage stage) => stage switch
    {
        SleepStage.Wake => ReferenceEventType.Wake,
        SleepStage.N1 => ReferenceEventType.N1,
        SleepStage.N2 => ReferenceEventType.N2,
        SleepStage.N3 => ReferenceEventType.N3,
        _ => ReferenceEventType.Rem,
    };

    private static string Word(Leg leg) => leg.ToString().ToLowerInvariant();
}
