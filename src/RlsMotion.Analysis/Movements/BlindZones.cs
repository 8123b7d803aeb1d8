namespace RlsMotion.Analysis.Movements;

/// <summary>Stretches that were interpolated over, by sample since the start of the stretch, half-open, in order.</summary>
internal sealed class BlindZones
{
    private readonly List<(long From, long To)> _zones = [];

    public bool Any => _zones.Count > 0;

    public void Clear() => _zones.Clear();

    public void Add(long from, long to) => _zones.Add((from, to));

    /// <summary>Forgets zones that end before a sample.</summary>
    public void Forget(long before)
    {
        while (_zones.Count > 0 && _zones[0].To < before)
        {
            _zones.RemoveAt(0);
        }
    }

    /// <summary>Samples of a range that lie in blind zones.</summary>
    public long Within(long from, long to)
    {
        long sum = 0;
        foreach ((long zoneFrom, long zoneTo) in _zones)
        {
            sum += Math.Max(0, Math.Min(to, zoneTo) - Math.Max(from, zoneFrom));
        }
        return sum;
    }
}
