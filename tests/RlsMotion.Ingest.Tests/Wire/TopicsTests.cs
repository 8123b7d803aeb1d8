using CsCheck;
using RlsMotion.Ingest.Wire;

namespace RlsMotion.Ingest.Tests.Wire;

public sealed class TopicsTests
{
    private const string Device = "abcdefghij234567";
    private const string Pair = "abcdefghijklmnopqrstuvwx23";

    [Fact]
    public void Every_topic_parses_back_to_its_kind_and_id()
    {
        foreach (TopicKind kind in Enum.GetValues<TopicKind>())
        {
            string id = kind is TopicKind.PairRequest or TopicKind.PairResponse ? Pair : kind == TopicKind.Night ? "anna" : Device;
            var address = new TopicAddress(kind, id);
            Assert.True(Topics.TryParse(address.ToString(), out TopicAddress read));
            Assert.Equal(address, read);
        }
    }

    [Theory]
    [InlineData("rls/v1/d/abcdefghij234567/up/acc", "rls/v1/d/abcdefghij234567/up/acc")]
    [InlineData("rls/v1/d/abcdefghij23456/up/acc", null)]
    [InlineData("rls/v1/d/ABCDEFGHIJ234567/up/acc", null)]
    [InlineData("rls/v1/d/abcdefghij234568/up/acc", null)]
    [InlineData("rls/v1/d/abcdefghij234567/up/acc/", null)]
    [InlineData("rls/v1/d/abcdefghij234567/up", null)]
    [InlineData("rls/v1/d/abcdefghij234567", null)]
    [InlineData("rls/v2/d/abcdefghij234567/up/acc", null)]
    [InlineData("rls/v1/pair/bcdf/req", "rls/v1/pair/bcdf/req")]
    [InlineData("rls/v1/pair/aeiu/req", null)]
    [InlineData("rls/v1/pair/abcdefghijklmnopqrstuvwx23/info", null)]
    [InlineData("rls/v1/n/anna/night", "rls/v1/n/anna/night")]
    [InlineData("rls/v1/n/an+a/night", null)]
    [InlineData("", null)]
    public void Only_the_tree_parses(string topic, string? expected) =>
        Assert.Equal(expected, Topics.TryParse(topic, out TopicAddress address) ? address.ToString() : null);

    [Fact]
    public void A_foreign_id_never_becomes_a_topic() => Assert.Throws<ArgumentException>(() => Topics.Acceleration("+"));

    [Theory]
    [InlineData("rls/v1/d/abcdefghij234567/down/#", true)]
    [InlineData("rls/v1/d/abcdefghij234567/down/ack", true)]
    [InlineData("rls/v1/d/abcdefghij234567/down/+", true)]
    [InlineData("rls/v1/d/abcdefghij234567/down", true)]
    [InlineData("rls/v1/d/+/down/#", false)]
    [InlineData("#", false)]
    [InlineData("+/#", false)]
    [InlineData("rls/v1/d/abcdefghij234567/#", false)]
    [InlineData("rls/v1/d/abcdefghij234567/down/../", false)]
    [InlineData("rls/v1/d/abcdefghij234567/down/./ack", false)]
    [InlineData("$share/x/rls/v1/d/+/up/#", false)]
    [InlineData("$share/x/rls/v1/d/abcdefghij234567/down/#", false)]
    [InlineData("$SYS/#", false)]
    [InlineData("rls/v1/d/abcdefghij234567/down/#/ack", false)]
    [InlineData("rls/v1/d/abcdefghij234567/down/a+", false)]
    [InlineData("rls/v1/d/abcdefghij234567/down/\0", false)]
    [InlineData("", false)]
    public void A_device_subscribes_only_below_its_own_down(string filter, bool allowed) =>
        Assert.Equal(allowed, TopicRules.MaySubscribe(filter, Topics.DeviceSubscribes(Device)));

    [Theory]
    [InlineData("rls/v1/d/abcdefghij234567/up/acc", true)]
    [InlineData("rls/v1/d/abcdefghij234567/state", true)]
    [InlineData("rls/v1/d/abcdefghij234567/info", true)]
    [InlineData("rls/v1/d/abcdefghij234567/info/x", false)]
    [InlineData("rls/v1/d/abcdefghij234567/down/ack", false)]
    [InlineData("rls/v1/d/bbcdefghij234567/up/acc", false)]
    [InlineData("rls/v1/d/abcdefghij234567/up/#", false)]
    [InlineData("rls/v1/d/+/up/acc", false)]
    [InlineData("rls/v1/d/abcdefghij234567/up/../../bbcdefghij234567/up/acc", false)]
    public void A_device_publishes_only_what_is_its_own(string topic, bool allowed) =>
        Assert.Equal(allowed, TopicRules.MayPublish(topic, Topics.DevicePublishes(Device)));

    /// <summary>The model: a filter is a subset exactly if every short topic over a few names that it matches is matched by the other.</summary>
    [Fact]
    public void A_subset_is_what_trying_every_topic_says() =>
        Gen.Select(Filter, Filter).Sample((filter, allowed) =>
        {
            string[] asked = filter.Split('/');
            string[] given = allowed.Split('/');
            return TopicRules.IsSubset(filter, allowed) == Model.All(topic => !MatchesByHand(asked, topic) || MatchesByHand(given, topic));
        }, iter: 2_000);

    [Fact]
    public void A_filter_matches_what_the_standard_says() =>
        Gen.Select(Filter, Gen.Int[0, Model.Count - 1]).Sample((filter, at) =>
            TopicRules.Matches(filter, string.Join('/', Model[at])) == MatchesByHand(filter.Split('/'), Model[at]), iter: 20_000);

    [Fact]
    public void Any_text_gets_an_answer() =>
        Gen.Select(Gen.String, Gen.String).Sample((asked, allowed) =>
        {
            bool parsed = Topics.TryParse(asked, out TopicAddress address);
            return (!parsed || address.ToString() == asked) && !(TopicRules.MaySubscribe(asked, [allowed]) && !TopicRules.IsFilter(asked)) && !(TopicRules.MayPublish(asked, [allowed]) && !TopicRules.IsTopic(asked));
        });

    private static readonly string[] LevelNames = ["a", "b", "$c", ""];

    private static readonly Gen<string> Filter =
        from names in Gen.Int[0, 4].Array[0, 3]
        from last in Gen.Int[0, 5]
        select string.Join('/', names.Append(last).Select(name => name switch { 4 => "+", 5 => "#", _ => LevelNames[name] })) is { Length: > 0 } filter ? filter : "a";

    /// <summary>Topics of up to five levels over the names that filters use and one that none uses.</summary>
    private static readonly IReadOnlyList<string[]> Model = [.. Enumerable.Range(1, 5).SelectMany(Topics5).Where(topic => topic is not [""])];

    private static IEnumerable<string[]> Topics5(int levels)
    {
        string[] names = [.. LevelNames, "z"];
        int count = (int)Math.Pow(names.Length, levels);
        for (int number = 0; number < count; number++)
        {
            string[] topic = new string[levels];
            for (int level = 0, rest = number; level < levels; level++, rest /= names.Length)
            {
                topic[level] = names[rest % names.Length];
            }
            yield return topic;
        }
    }

    /// <summary>MQTT 5, section 4.7, word for word and slowly.</summary>
    private static bool MatchesByHand(string[] filter, string[] topic)
    {
        if (topic[0].StartsWith('$') && (filter[0] is "+" or "#"))
        {
            return false;
        }
        for (int i = 0; i < filter.Length; i++)
        {
            if (filter[i] == "#")
            {
                return true;
            }
            if (i >= topic.Length || (filter[i] != "+" && filter[i] != topic[i]))
            {
                return false;
            }
        }
        return filter.Length == topic.Length;
    }
}
