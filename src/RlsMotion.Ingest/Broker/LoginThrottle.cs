using System.Net;

namespace RlsMotion.Ingest.Broker;

/// <summary>Slows addresses that fail to log in, and nobody else: else anyone could silence a sensor overnight.</summary>
/// <remarks>
/// A wrong login is answered late, by 0.25 s doubling to 8 s; a right one at once. What is kept is bounded: an address is forgotten
/// ten minutes after its last failure. While eight refusals of an address wait, further logins from it are refused unseen.
/// </remarks>
internal sealed class LoginThrottle(TimeProvider time)
{
    private const int FreeFailures = 3;
    private const int MaxWaiting = 8;
    private const int MaxAddresses = 10_000;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, Failures> _failures = [];

    /// <summary>Whether a login from an address is looked at now.</summary>
    public bool Admits(IPAddress address)
    {
        lock (_lock)
        {
            return !_failures.TryGetValue(address, out Failures? failures) || failures.Waiting < MaxWaiting;
        }
    }

    /// <summary>Notes a failed login, and waits as long as its answer is to be late.</summary>
    public async Task FailedAsync(IPAddress address, CancellationToken cancellationToken)
    {
        Failures failures;
        TimeSpan delay;
        lock (_lock)
        {
            Forget();
            if (!_failures.TryGetValue(address, out failures!))
            {
                _failures.Add(address, failures = new());
            }
            failures.Count++;
            failures.LastAt = time.GetTimestamp();
            if (failures.Count <= FreeFailures)
            {
                return;
            }
            delay = FirstDelay * Math.Pow(2, Math.Min(failures.Count - FreeFailures - 1, 16));
            delay = delay < LongestDelay ? delay : LongestDelay;
            failures.Waiting++;
        }
        try
        {
            await Task.Delay(delay, time, cancellationToken);
        }
        finally
        {
            lock (_lock)
            {
                failures.Waiting--;
            }
        }
    }

    private void Forget()
    {
        foreach ((IPAddress address, Failures failures) in _failures)
        {
            if (failures.Waiting == 0 && (time.GetElapsedTime(failures.LastAt) > Memory || _failures.Count > MaxAddresses))
            {
                _failures.Remove(address);
            }
        }
    }

    private sealed class Failures
    {
        public int Count { get; set; }

        public int Waiting { get; set; }

        public long LastAt { get; set; }
    }
}
