namespace RlsMotion.Ingest.Sensors;

/// <summary>How far a sensor has come.</summary>
/// <param name="IsConnected">Whether it is connected now.</param>
/// <param name="Given">Packets given to it.</param>
/// <param name="Sent">Frames that the broker acknowledged, repetitions included.</param>
/// <param name="Waiting">Frames that are not durable yet.</param>
/// <param name="Rejected">Frames that the server did not understand; they are not sent again.</param>
/// <param name="Dropped">Frames given up because the ring was full.</param>
/// <param name="Connections">Successful logins.</param>
public readonly record struct SensorProgress(bool IsConnected, long Given, long Sent, int Waiting, long Rejected, long Dropped, int Connections);
