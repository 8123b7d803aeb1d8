namespace RlsMotion.Ingest.Broker;

/// <summary>A device that may log in.</summary>
/// <param name="DeviceId">Device id.</param>
/// <param name="ByHand">Its credential was made by hand: any client id that is not another device's may use it.</param>
public sealed record DeviceAccount(string DeviceId, bool ByHand);
