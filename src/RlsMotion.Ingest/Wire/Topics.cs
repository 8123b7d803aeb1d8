using System.Buffers;

namespace RlsMotion.Ingest.Wire;

/// <summary>The topic tree <c>rls/v1</c>: names, ids and filters. The table is in docs/wire.md.</summary>
public static class Topics
{
    /// <summary>Where all topics begin.</summary>
    public const string Root = "rls/v1";

    /// <summary>All that sensors send up, for an ordinary subscription.</summary>
    public const string EveryUp = Root + "/d/+/up/#";

    /// <summary>All that sensors send up, shared among the workers of a cluster on an external broker.</summary>
    public const string EveryUpShared = "$share/rlsmotion/" + EveryUp;

    /// <summary>Birth of every sensor; retained, so never shared.</summary>
    public const string EveryInfo = Root + "/d/+/info";

    /// <summary>State of every sensor; retained, so never shared.</summary>
    public const string EveryState = Root + "/d/+/state";

    /// <summary>Every request to be paired.</summary>
    public const string EveryPairRequest = Root + "/pair/+/req";

    /// <summary>Characters of a device id.</summary>
    public const int DeviceIdLength = 16;

    /// <summary>Characters of the id of a pairing by QR text.</summary>
    public const int PairIdLength = 26;

    /// <summary>Characters of the id of a pairing by typed code.</summary>
    public const int TypedPairIdLength = 4;

    private const int MaxSubjectLength = 64;

    private const string DevicePrefix = Root + "/d/";

    private const string PairPrefix = Root + "/pair/";

    private const string NightPrefix = Root + "/n/";

    private static readonly SearchValues<char> Base32 = SearchValues.Create("abcdefghijklmnopqrstuvwxyz234567");

    private static readonly SearchValues<char> TypedLetters = SearchValues.Create("bcdfghjklmnpqrstvwxz");

    /// <summary>Acceleration of a device.</summary>
    public static string Acceleration(string deviceId) => Of(TopicKind.Acceleration, deviceId);

    /// <summary>Birth of a device.</summary>
    public static string Info(string deviceId) => Of(TopicKind.Info, deviceId);

    /// <summary>State of a device.</summary>
    public static string State(string deviceId) => Of(TopicKind.State, deviceId);

    /// <summary>Events of a device.</summary>
    public static string Event(string deviceId) => Of(TopicKind.Event, deviceId);

    /// <summary>A device's questions for the time.</summary>
    public static string TimeUp(string deviceId) => Of(TopicKind.TimeUp, deviceId);

    /// <summary>Answers to a device's questions for the time.</summary>
    public static string TimeDown(string deviceId) => Of(TopicKind.TimeDown, deviceId);

    /// <summary>Durable acknowledgement to a device.</summary>
    public static string Acknowledgement(string deviceId) => Of(TopicKind.Acknowledgement, deviceId);

    /// <summary>Commands to a device.</summary>
    public static string Command(string deviceId) => Of(TopicKind.Command, deviceId);

    /// <summary>Request of a pairing.</summary>
    public static string PairRequest(string pairId) => Of(TopicKind.PairRequest, pairId);

    /// <summary>Response of a pairing.</summary>
    public static string PairResponse(string pairId) => Of(TopicKind.PairResponse, pairId);

    /// <summary>A person's last night.</summary>
    public static string Night(string subject) => Of(TopicKind.Night, subject);

    /// <summary>Everything that goes down to a device: what it subscribes to.</summary>
    public static string EveryDown(string deviceId) => DevicePrefix + Checked(deviceId, IsDeviceId(deviceId), "device") + "/down/#";

    /// <summary>Filters of what a device may publish.</summary>
    public static IReadOnlyList<string> DevicePublishes(string deviceId) =>
        [DevicePrefix + Checked(deviceId, IsDeviceId(deviceId), "device") + "/up/#", State(deviceId), Info(deviceId)];

    /// <summary>Filters of what a device may subscribe to.</summary>
    public static IReadOnlyList<string> DeviceSubscribes(string deviceId) => [EveryDown(deviceId)];

    /// <summary>A topic.</summary>
    /// <exception cref="ArgumentException">The id is none of its kind.</exception>
    public static string Of(TopicKind kind, string id) => kind switch
    {
        TopicKind.PairRequest or TopicKind.PairResponse => PairPrefix + Checked(id, IsPairId(id), "pairing") + "/" + TailOf(kind),
        TopicKind.Night => NightPrefix + Checked(id, IsSubject(id), "person") + "/" + TailOf(kind),
        _ => DevicePrefix + Checked(id, IsDeviceId(id), "device") + "/" + TailOf(kind),
    };

    /// <summary>Takes a topic apart; false for a topic that is none of the tree's.</summary>
    public static bool TryParse(ReadOnlySpan<char> topic, out TopicAddress address)
    {
        address = default;
        bool pairing = topic.StartsWith(PairPrefix, StringComparison.Ordinal);
        bool night = topic.StartsWith(NightPrefix, StringComparison.Ordinal);
        if (!pairing && !night && !topic.StartsWith(DevicePrefix, StringComparison.Ordinal))
        {
            return false;
        }
        ReadOnlySpan<char> rest = topic[(pairing ? PairPrefix : night ? NightPrefix : DevicePrefix).Length..];
        int slash = rest.IndexOf('/');
        if (slash < 0)
        {
            return false;
        }
        ReadOnlySpan<char> id = rest[..slash];
        ReadOnlySpan<char> tail = rest[(slash + 1)..];
        TopicKind? kind = pairing ? (IsPairId(id) ? PairKind(tail) : null)
            : night ? (IsSubject(id) && tail is "night" ? TopicKind.Night : null)
            : IsDeviceId(id) ? DeviceKind(tail) : null;
        if (kind is null)
        {
            return false;
        }
        address = new TopicAddress(kind.Value, id.ToString());
        return true;
    }

    /// <summary>Sixteen of a-z and 2-7.</summary>
    public static bool IsDeviceId(ReadOnlySpan<char> id) => id.Length == DeviceIdLength && !id.ContainsAnyExcept(Base32);

    /// <summary>Twenty-six of a-z and 2-7, or the four letters of a typed code.</summary>
    public static bool IsPairId(ReadOnlySpan<char> id) => id.Length switch
    {
        PairIdLength => !id.ContainsAnyExcept(Base32),
        TypedPairIdLength => !id.ContainsAnyExcept(TypedLetters),
        _ => false,
    };

    private static bool IsSubject(ReadOnlySpan<char> id) => id.Length is > 0 and <= MaxSubjectLength && TopicRules.IsTopic(id) && !id.Contains('/') && id[0] != '$';

    private static string Checked(string id, bool valid, string what) =>
        valid ? id : throw new ArgumentException($"\"{id}\" is no id of a {what} (docs/wire.md, topics).", nameof(id));

    private static string TailOf(TopicKind kind) => kind switch
    {
        TopicKind.Info => "info",
        TopicKind.State => "state",
        TopicKind.Acceleration => "up/acc",
        TopicKind.Event => "up/event",
        TopicKind.TimeUp => "up/time",
        TopicKind.TimeDown => "down/time",
        TopicKind.Acknowledgement => "down/ack",
        TopicKind.Command => "down/cmd",
        TopicKind.PairRequest => "req",
        TopicKind.PairResponse => "res",
        TopicKind.Night => "night",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such topic."),
    };

    private static TopicKind? DeviceKind(ReadOnlySpan<char> tail) => tail switch
    {
        "info" => TopicKind.Info,
        "state" => TopicKind.State,
        "up/acc" => TopicKind.Acceleration,
        "up/event" => TopicKind.Event,
        "up/time" => TopicKind.TimeUp,
        "down/time" => TopicKind.TimeDown,
        "down/ack" => TopicKind.Acknowledgement,
        "down/cmd" => TopicKind.Command,
        _ => null,
    };

    private static TopicKind? PairKind(ReadOnlySpan<char> tail) => tail switch
    {
        "req" => TopicKind.PairRequest,
        "res" => TopicKind.PairResponse,
        _ => null,
    };
}
