using RlsMotion.Analysis.Movements;

namespace RlsMotion.Service.Api;

/// <summary>Legs as the API writes them.</summary>
internal static class LegWord
{
    /// <summary>left or right; null for anything else.</summary>
    public static Leg? Read(string? word) => word switch
    {
        "left" => Leg.Left,
        "right" => Leg.Right,
        _ => null,
    };

    /// <summary>left or right.</summary>
    public static string Of(Leg leg) => leg == Leg.Left ? "left" : "right";
}
