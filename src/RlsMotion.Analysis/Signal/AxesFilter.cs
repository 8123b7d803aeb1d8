using System.Runtime.Intrinsics;

namespace RlsMotion.Analysis.Signal;

/// <summary>Runs second-order sections over x, y and z (and a fourth lane) at once.</summary>
/// <remarks>
/// Transposed direct form II, no fused multiply-add, so that every machine gives the same bits. Causal; the state runs through, and cutting a night
/// anywhere changes nothing. It starts from the steady state of its first sample: 1 g of gravity then leaves no transient.
/// </remarks>
public sealed class AxesFilter
{
    private readonly Biquad[] _sections;
    private readonly Vector256<double>[] _states;
    private bool _started;

    /// <summary>Builds a filter at rest.</summary>
    /// <param name="sections">At least one, as <see cref="Butterworth"/> designs them.</param>
    public AxesFilter(IReadOnlyList<Biquad> sections)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sections.Count);
        _sections = [.. sections];
        _states = new Vector256<double>[2 * _sections.Length];
    }

    /// <summary>Filters one sample.</summary>
    /// <param name="sample">Four independent values; finite.</param>
    public Vector256<double> Apply(Vector256<double> sample)
    {
        if (!_started)
        {
            StartAt(sample);
        }
        Vector256<double> value = sample;
        for (int i = 0; i < _sections.Length; i++)
        {
            value = _sections[i].Apply(value, ref _states[2 * i], ref _states[(2 * i) + 1]);
        }
        return value;
    }

    /// <summary>Forgets all; the next sample is a first one.</summary>
    public void Reset() => _started = false;

    private void StartAt(Vector256<double> sample)
    {
        Vector256<double> level = sample;
        for (int i = 0; i < _sections.Length; i++)
        {
            (double s1, double s2) = _sections[i].SteadyState;
            _states[2 * i] = level * s1;
            _states[(2 * i) + 1] = level * s2;
            level *= _sections[i].GainAtRest;
        }
        _started = true;
    }
}
