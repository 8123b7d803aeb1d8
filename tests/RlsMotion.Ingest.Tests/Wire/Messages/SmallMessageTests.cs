using System.Text;
using CsCheck;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Wire.Messages;

namespace RlsMotion.Ingest.Tests.Wire.Messages;

public sealed class SmallMessageTests
{
    private static readonly byte[][] Samples =
    [
        new TimeQuestion(5, 7).ToPayload(),
        new TimeAnswer(1, 2, 3).ToPayload(),
        new DeviceEvent { Kind = DeviceEventKind.Marker, Boot = 3, Index = 4, UnixMicroseconds = 1_774_736_400_125_000 }.ToPayload(),
        new LossDeclaration(1, 2, 3).ToPayload(),
        DeviceCommand.Set(25, 4, "left").ToPayload(),
        DeviceCommand.Resend(1, 2, 3).ToPayload(),
        new DurableAck(1, 2).ToPayload(),
        new SensorInfo { Boot = 1, Hardware = "h", RateHz = 50 }.ToPayload(),
        new SensorState { Status = SensorState.Online, Boot = 1, BatteryPercent = 5 }.ToPayload(),
    ];

    [Fact]
    public void A_question_reads_back() =>
        Gen.Select(Gen.Long[-1_000_000_000_000_000, 1_000_000_000_000_000], Gen.UInt).Sample((asked, boot) =>
            TimeQuestion.Read(new TimeQuestion(asked, boot).ToPayload()) == new TimeQuestion(asked, boot)
            && TimeQuestion.Read(new TimeQuestion(asked).ToPayload()) == new TimeQuestion(asked));

    [Fact]
    public void An_answer_reads_back() =>
        Gen.Long[0, 2_000_000_000_000_000].Array[3].Sample(t => TimeAnswer.Read(new TimeAnswer(t[0], t[1], t[2]).ToPayload()) == new TimeAnswer(t[0], t[1], t[2]));

    [Fact]
    public void The_offset_is_exact_when_both_ways_take_equally_long() =>
        Gen.Select(Gen.Long[0, 1_000_000_000], Gen.Long[-1_000_000_000, 1_000_000_000], Gen.Long[0, 1_000_000], Gen.Long[0, 1_000_000]).Sample((asked, offset, way, wait) =>
        {
            var answer = new TimeAnswer(asked, asked + offset + way, asked + offset + way + wait);
            long arrived = asked + way + wait + way;
            return answer.OffsetMicroseconds(arrived) == offset && answer.RoundTripMicroseconds(arrived) == 2 * way;
        });

    [Fact]
    public void Every_event_reads_back()
    {
        foreach (DeviceEventKind kind in Enum.GetValues<DeviceEventKind>())
        {
            DeviceEvent sent = kind == DeviceEventKind.SamplesLost
                ? new DeviceEvent { Kind = kind, Boot = 9, Lost = new LossDeclaration(9, 100, 200) }
                : new DeviceEvent { Kind = kind, Boot = 9, Index = 250, UnixMicroseconds = 1_774_736_400_123_457 };
            Assert.Equal(sent, DeviceEvent.Read(sent.ToPayload()));
        }
        Assert.Equal(new DeviceEvent { Kind = DeviceEventKind.LightsOff, UnixMicroseconds = 1_774_736_400_000_000 },
            DeviceEvent.Read(Encoding.UTF8.GetBytes("""{"e":"lights_off","t":"2026-03-28T22:20:00Z"}""")));
    }

    [Fact]
    public void Every_command_reads_back()
    {
        foreach (DeviceCommand command in new[]
            { DeviceCommand.Identify(), DeviceCommand.Set(25, 4, "right"), DeviceCommand.Set(leg: "left"), DeviceCommand.Resend(7, 0, 500), DeviceCommand.Rotate("secret"), DeviceCommand.Unpair() })
        {
            Assert.Equal(command, DeviceCommand.Read(command.ToPayload()));
        }
    }

    [Fact]
    public void A_command_never_shows_its_password() =>
        Assert.DoesNotContain("secret", DeviceCommand.Rotate("secret").ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"cmd":"explode"}""")]
    [InlineData("""{"cmd":"resend","boot":1,"from":5,"to":5}""")]
    [InlineData("""{"cmd":"set","rate_hz":-1}""")]
    [InlineData("""{"cmd":"rotate"}""")]
    [InlineData("""{"cmd":7}""")]
    [InlineData("""[]""")]
    public void Commands_that_mean_nothing_are_none(string json) => Assert.Null(DeviceCommand.Read(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{"boot":1,"lost":[0,9007199254740993]}""")] // beyond the largest index there is: it would acknowledge what was never sent
    [InlineData("""{"boot":1,"lost":[5,5]}""")]
    [InlineData("""{"boot":1,"lost":[-1,5]}""")]
    public void A_loss_of_samples_that_cannot_be_is_no_loss(string payload) => Assert.Null(LossDeclaration.Read(Encoding.UTF8.GetBytes(payload)));

    [Theory]
    [InlineData("online", true)]
    [InlineData("sleeping", true)]
    [InlineData("charging", true)]
    [InlineData("offline", true)]
    [InlineData("<b>online</b>", false)]
    public void A_state_is_one_of_four(string status, bool isState) =>
        Assert.Equal(isState, SensorState.Read(Encoding.UTF8.GetBytes($$"""{"v":1,"s":"{{status}}","boot":1}""")) is not null);

    [Fact]
    public void Bytes_from_outside_never_throw() =>
        Gen.Select(Gen.Int[0, 8], Gen.Select(Gen.Int[0, 1000], Gen.Byte).Array[0, 6], Gen.Byte.Array[0, 60], Gen.Bool).Sample((which, changes, random, fromRandom) =>
        {
            byte[] payload = fromRandom ? random : [.. Samples[which]];
            foreach ((int at, byte value) in changes)
            {
                if (payload.Length > 0)
                {
                    payload[at % payload.Length] = value;
                }
            }
            _ = TimeQuestion.Read(payload);
            _ = TimeAnswer.Read(payload);
            _ = DeviceEvent.Read(payload);
            _ = DeviceCommand.Read(payload);
            _ = DurableAck.Read(payload);
            _ = SensorInfo.Read(payload);
            _ = SensorState.Read(payload);
        }, iter: 20_000);
}
