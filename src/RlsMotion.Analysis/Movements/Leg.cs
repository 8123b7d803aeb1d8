namespace RlsMotion.Analysis.Movements;

/// <summary>Which leg a sensor or a movement belongs to.</summary>
[Flags]
public enum Leg
{
    /// <summary>Not known. Not a valid leg of a movement.</summary>
    None = 0,

    /// <summary>The sleeper's left leg.</summary>
    Left = 1,

    /// <summary>The sleeper's right leg.</summary>
    Right = 2,

    /// <summary>Movements of both legs that count as one.</summary>
    Both = Left | Right,
}
