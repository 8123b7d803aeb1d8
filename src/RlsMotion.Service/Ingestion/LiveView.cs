using NodaTime;

namespace RlsMotion.Service.Ingestion;

/// <summary>A sensor's last half minute as a page shows it.</summary>
/// <param name="ChangesG">How much the acceleration changed within each tenth of a second, in g, oldest first.</param>
/// <param name="RecentG">The largest of the last three seconds, in g.</param>
/// <param name="Received">When something last came.</param>
/// <param name="BatteryPercent">Battery; null if the sensor does not say.</param>
public sealed record LiveView(IReadOnlyList<double> ChangesG, double RecentG, Instant Received, int? BatteryPercent)
{
    /// <summary>Change above which a sensor moves: ten times the noise of a cheap one.</summary>
    public const double MovingG = 0.15;

    /// <summary>Whether it moved within the last three seconds.</summary>
    public bool IsMoving => RecentG >= MovingG;
}
