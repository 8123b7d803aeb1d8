namespace RlsMotion.Ingest.Broker;

/// <summary>Limits one client's messages and bytes per second; holds one second's worth of each. One caller at a time.</summary>
internal sealed class TokenBucket
{
    private readonly double _messagesPerSecond;
    private readonly double _bytesPerSecond;
    private readonly TimeProvider _time;
    private double _messages;
    private double _bytes;
    private long _filledAt;

    public TokenBucket(double messagesPerSecond, double bytesPerSecond, TimeProvider time)
    {
        (_messagesPerSecond, _bytesPerSecond, _time) = (messagesPerSecond, bytesPerSecond, time);
        (_messages, _bytes, _filledAt) = (messagesPerSecond, bytesPerSecond, time.GetTimestamp());
    }

    /// <summary>Takes one message of some bytes if both are left; takes nothing otherwise.</summary>
    public bool TryTake(long bytes)
    {
        long now = _time.GetTimestamp();
        double seconds = _time.GetElapsedTime(_filledAt, now).TotalSeconds;
        _filledAt = now;
        _messages = Math.Min(_messagesPerSecond, _messages + (seconds * _messagesPerSecond));
        _bytes = Math.Min(_bytesPerSecond, _bytes + (seconds * _bytesPerSecond));
        if (_messages < 1 || _bytes < bytes)
        {
            return false;
        }
        _messages--;
        _bytes -= bytes;
        return true;
    }
}
