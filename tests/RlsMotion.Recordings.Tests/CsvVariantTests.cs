using System.Globalization;
using System.Text;
using NodaTime;
using RlsMotion.Recordings.Events;
using RlsMotion.TestKit;

namespace RlsMotion.Recordings.Tests;

/// <summary>Text as many devices and apps write it.</summary>
public sealed class CsvVariantTests
{
    private static readonly string GeneActivHeader =
        string.Concat(Enumerable.Range(1, 100).Select(i => i switch { 1 => "Device Type,GENEActiv\n", 2 => "Device Unique Serial Code,012345\n", 12 => "Measurement Frequency,50.0 Hz\n", 14 => "Time Zone,GMT +01:00\n", _ => $"Line {i},\n" }));

    private const string ActiGraphHeader =
        "------------ Data File Created By ActiGraph GT3X+ ActiLife v6.13.3 Firmware v2.5.0 date format M/d/yyyy at 30 Hz  Filter Normal -----------\n" +
        "Serial Number: CLE2B1\nStart Time 18:30:00\nStart Date 6/3/2019\nEpoch Period (hh:mm:ss) 00:00:00\nDownload Time 12:14:50\nDownload Date 6/10/2019\n" +
        "Current Memory Address: 0\nCurrent Battery Voltage: 4.16     Mode = 12\n--------------------------------------------------\nAccelerometer X,Accelerometer Y,Accelerometer Z\n";

    public static TheoryData<string, string, double, string?, string?> Variants => new()
    {
        { "Axivity, formatted", Rows("", i => $"{Local(i, 10, "yyyy-MM-dd HH:mm:ss.fff")},0.015625,-0.984375,0.125"), 100, "2019-12-23T21:04:06Z", null },
        { "Axivity, unix", Rows("", i => $"{1577135046 + (i / 100.0):F4},0.015625,-0.984375,0.125"), 100, "2019-12-23T21:04:06Z", "UTC" },
        { "GENEActiv", Rows(GeneActivHeader, i => $"{Local(i, 20, "yyyy-MM-dd HH:mm:ss:fff")},0.015625,-0.984375,0.125,0,0,25.6"), 50, "2019-12-23T20:04:06Z", "UTC+01" },
        { "ActiGraph", Rows(ActiGraphHeader, _ => "0.015625,-0.984375,0.125"), 30, "2019-06-03T18:30:00Z", null },
        { "MetaBase", Rows("epoch (ms),time (-07:00),elapsed (s),X-Axis (g),Y-Axis (g),Z-Axis (g)\n", i => $"{1577135046000 + (i * 20)},{Local(i, 20, "yyyy-MM-ddTHH:mm:ss.fff")},{i * 0.02:F2},0.015625,-0.984375,0.125"), 50, "2019-12-23T21:04:06Z", "UTC" },
        { "Empatica E4", "1577135046.00, 1577135046.00, 1577135046.00\n32.000000, 32.000000, 32.000000\n" + Rows("", _ => "1,-63,8"), 32, "2019-12-23T21:04:06Z", "UTC" },
        { "Bangle", Rows("Time (ms),X,Y,Z\n", i => $"{1577135046000 + (i * 80)},0.015625,-0.984375,0.125"), 12.5, "2019-12-23T21:04:06Z", "UTC" },
        { "decimal comma", Rows("time;acc_x;acc_y;acc_z\n", i => $"{Local(i, 20, "dd.MM.yyyy HH:mm:ss.fff")};0,015625;-0,984375;0,125"), 50, "2019-12-23T21:04:06Z", null },
        { "milli-g, tabs", Rows("timestamp\tx (mg)\ty (mg)\tz (mg)\n", i => $"{1577135046000 + (i * 20)}\t15.625\t-984.375\t125"), 50, "2019-12-23T21:04:06Z", "UTC" },
        { "Sensor Logger, nanoseconds, m/s²", Rows("time,seconds_elapsed,z,y,x\n", i => $"{1577135046000000000 + (i * 20000000L)},{i * 0.02:F2},1.22583125,-9.65342109375,0.15322890625"), 50, "2019-12-23T21:04:06Z", "UTC" },
        { "offset in each row", Rows("time,ax,ay,az\n", i => $"{Local(i, 20, "yyyy-MM-ddTHH:mm:ss.fff")}+02:00,0.015625,-0.984375,0.125"), 50, "2019-12-23T19:04:06Z", "UTC+02" },
        { "whole seconds", Rows("time,x,y,z\n", i => $"{Local(i / 50, 1000, "yyyy-MM-dd HH:mm:ss")},0.015625,-0.984375,0.125"), 50, "2019-12-23T21:04:06Z", null },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_variant_of_text_reads_as_what_it_means(string what, string text, double rate, string? start, string? zone)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.csv"), text);
        using Recording recording = RecordingReader.Open(folder.File("a.csv"));
        RecordingSummary summary = recording.Summarize();
        Assert.True(400 == summary.Samples, $"{what}: {summary.Samples} samples");
        Assert.Equal(rate, recording.Info.RateHz, 0.01);
        Assert.Equal(start, summary.Start?.ToString());
        Assert.Equal(zone, recording.Info.Zone?.Id);
        Assert.Equal(0.015625, summary.FirstG[0][0], 9);
        Assert.Equal(-0.984375, summary.LastG[^1][1], 9);
        Assert.Equal(0.125, summary.MeanG[2], 9);
        Assert.Empty(summary.Gaps);
    }

    [Fact]
    public void Local_times_take_the_zone_that_is_given_and_its_offset_at_the_start()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.csv"), Rows("", i => $"{Local(i, 10, "yyyy-MM-dd HH:mm:ss.fff")},0.015625,-0.984375,0.125"));
        using Recording recording = RecordingReader.Open(folder.File("a.csv"), new() { Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"] });
        Assert.Equal(Instant.FromUtc(2019, 12, 23, 20, 4, 6), recording.Summarize().Start);
        Assert.Equal("Europe/Berlin", recording.Info.Zone!.Id);
    }

    [Fact]
    public void Missing_rows_are_a_gap_and_damaged_rows_are_counted()
    {
        using var folder = new TemporaryFolder();
        string text = Rows("t_ms,x,y,z\n", i => $"{1577135046000 + ((i + (i >= 200 ? 100 : 0)) * 20)},{(i == 20 ? "what?" : "0.015625")},-0.984375,0.125");
        File.WriteAllText(folder.File("a.csv"), text);
        using Recording recording = RecordingReader.Open(folder.File("a.csv"));
        RecordingSummary summary = recording.Summarize();
        RecordingGap gap = Assert.Single(summary.Gaps);
        Assert.InRange(gap.Samples, 99, 101);
        Assert.Equal((399, 1), (summary.Samples, summary.BadBlocks));
    }

    [Fact]
    public void A_scoring_written_reads_back_and_every_oracle_reads()
    {
        using var folder = new TemporaryFolder();
        int lists = 0;
        foreach (string path in Directory.GetFiles(SharedData.Path("oracles/wasm2016"), "*.events.csv"))
        {
            ReferenceScoring scoring = EventListReader.Read(path);
            Assert.NotEmpty(scoring.LegMovements(Instant.FromUnixTimeSeconds(0)));
            using (FileStream stream = File.Create(folder.File("again.csv")))
            {
                EventListWriter.Write(stream, scoring.Events);
            }
            Assert.Equal(scoring.Events, EventListReader.Read(folder.File("again.csv")).Events);
            lists++;
        }
        Assert.True(lists > 20);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("type,onset\nL,1\n", "duration")]
    [InlineData("type,onset,duration\nX,1,2\n", "row 2")]
    [InlineData("type,onset,duration\nL,1,2\nL,one,2\n", "row 3")]
    [InlineData("type,onset,duration\nL,1,-2\n", "duration")]
    public void An_event_list_that_is_none_is_refused_by_its_row(string text, string word)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("events.csv"), text);
        Assert.Contains(word, Assert.Throws<RecordingException>(() => EventListReader.Read(folder.File("events.csv"))).Message, StringComparison.Ordinal);
    }

    private static string Rows(string header, Func<int, string> row)
    {
        var text = new StringBuilder(header);
        for (int i = 0; i < 400; i++)
        {
            text.Append(row(i)).Append('\n');
        }
        return text.ToString();
    }

    private static string Local(int i, int stepMilliseconds, string format) =>
        new DateTime(2019, 12, 23, 21, 4, 6, DateTimeKind.Unspecified).AddMilliseconds((double)i * stepMilliseconds).ToString(format, CultureInfo.InvariantCulture);
}
