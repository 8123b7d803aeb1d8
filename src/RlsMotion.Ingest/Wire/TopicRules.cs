using System.Text;

namespace RlsMotion.Ingest.Wire;

/// <summary>Who may publish and subscribe where: a filter is allowed only if every topic it can match is one that an allowed filter matches.</summary>
/// <remarks>Matching is that of MQTT 5 (section 4.7): <c>+</c> is one level, a last <c>#</c> any number of levels including none, and neither matches a first level that begins with <c>$</c>.</remarks>
public static class TopicRules
{
    /// <summary>The most bytes of a topic or filter in UTF-8 (MQTT 5, section 1.5.4).</summary>
    public const int MaxBytes = 65_535;

    /// <summary>True for a topic that may be published to: not empty, without wildcards and NUL, not too long.</summary>
    public static bool IsTopic(ReadOnlySpan<char> topic) =>
        !topic.IsEmpty && !topic.ContainsAny("+#\0") && Encoding.UTF8.GetByteCount(topic) <= MaxBytes;

    /// <summary>True for a well-formed filter: wildcards alone in their level, <c>#</c> only in the last.</summary>
    public static bool IsFilter(ReadOnlySpan<char> filter)
    {
        if (filter.IsEmpty || filter.Contains('\0') || Encoding.UTF8.GetByteCount(filter) > MaxBytes)
        {
            return false;
        }
        var levels = new Levels(filter);
        while (levels.MoveNext())
        {
            ReadOnlySpan<char> level = levels.Current;
            if (level.ContainsAny('+', '#') && (level.Length != 1 || (level[0] == '#' && !levels.IsLast)))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>True where a filter matches a topic; both well formed.</summary>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic) => IsSubset(topic, filter);

    /// <summary>True where every topic that <paramref name="filter"/> matches is matched by <paramref name="allowed"/>; both well formed.</summary>
    public static bool IsSubset(ReadOnlySpan<char> filter, ReadOnlySpan<char> allowed)
    {
        filter = filter switch // the same topics, since none is empty
        {
            "#" => "+/#",
            "/#" => "/+/#",
            _ => filter,
        };
        var asked = new Levels(filter);
        var given = new Levels(allowed);
        bool first = true;
        while (given.MoveNext())
        {
            bool wildcard = given.Current is "#" or "+";
            if (given.Current is "#")
            {
                return !first || filter[0] != '$';
            }
            if (!asked.MoveNext() || asked.Current is "#" || (wildcard ? first && asked.Current is ['$', ..] : !asked.Current.SequenceEqual(given.Current)))
            {
                return false;
            }
            first = false;
        }
        return !asked.MoveNext();
    }

    /// <summary>May a client publish to a topic? Only inside its allowed filters; never to <c>$</c> topics or through <c>.</c> and <c>..</c> levels.</summary>
    public static bool MayPublish(string topic, IReadOnlyList<string> allowed) => IsTopic(topic) && IsInside(topic, allowed);

    /// <summary>May a client subscribe to a filter? Only to a subset of one of its allowed filters; never to <c>$share</c> or other <c>$</c> filters, nor through <c>.</c> and <c>..</c> levels.</summary>
    public static bool MaySubscribe(string filter, IReadOnlyList<string> allowed) => IsFilter(filter) && IsInside(filter, allowed);

    private static bool IsInside(ReadOnlySpan<char> asked, IReadOnlyList<string> allowed)
    {
        if (asked[0] == '$' || HasDots(asked))
        {
            return false;
        }
        foreach (string filter in allowed)
        {
            if (IsSubset(asked, filter))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>MQTT gives dots no meaning; a bridge or file store behind the broker may.</summary>
    private static bool HasDots(ReadOnlySpan<char> asked)
    {
        var levels = new Levels(asked);
        while (levels.MoveNext())
        {
            if (levels.Current is "." or "..")
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The levels between the slashes.</summary>
    private ref struct Levels(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        public ReadOnlySpan<char> Current { get; private set; }

        public bool IsLast { get; private set; }

        public bool MoveNext()
        {
            if (IsLast)
            {
                return false;
            }
            int slash = _rest.IndexOf('/');
            IsLast = slash < 0;
            Current = IsLast ? _rest : _rest[..slash];
            _rest = IsLast ? [] : _rest[(slash + 1)..];
            return true;
        }
    }
}
