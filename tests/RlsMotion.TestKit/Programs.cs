using System.Diagnostics;

namespace RlsMotion.TestKit;

/// <summary>Programs of the system that tests run as foreign parts.</summary>
public static class Programs
{
    /// <summary>Debian's own python, whose packages come by apt.</summary>
    public const string Python = "/usr/bin/python3";

    /// <summary>Full path of a program on the path or in the system's folders; null if there is none.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"])
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Runs a program to its end; skips the test, or fails it under CI, where it is not installed.</summary>
    /// <returns>Exit code, and what it wrote to both outputs.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        string? path = Path.IsPathRooted(program) && File.Exists(program) ? program : Find(program);
        if (path is null)
        {
            Missing.SkipOrFail($"{program} is not installed.");
        }
        using Process process = Process.Start(new ProcessStartInfo(path!, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{path} did not start.");
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            string[] output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(timeout.Token), process.StandardError.ReadToEndAsync(timeout.Token));
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, string.Concat(output));
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"{program} did not end within 60 s.");
        }
    }

    /// <summary>Skips the test, or fails it under CI, unless Debian's python has a module.</summary>
    public static async Task NeedPythonAsync(params string[] modules)
    {
        if (!File.Exists(Python) || (await RunAsync(Python, "-c", $"import {string.Join(", ", modules)}")).ExitCode != 0)
        {
            Missing.SkipOrFail($"{Python} lacks {string.Join(" or ", modules)} (apt-get install python3-paho-mqtt python3-cryptography).");
        }
    }
}
