using Xunit;

namespace RlsMotion.TestKit;

/// <summary>A test that lacks a real part is skipped with the reason on a developer's machine, and fails where CI=true.</summary>
public static class Missing
{
    /// <summary>Skips the running test, or fails it under CI=true.</summary>
    public static void SkipOrFail(string reason)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail(reason);
        }
        Assert.Skip(reason);
    }
}
