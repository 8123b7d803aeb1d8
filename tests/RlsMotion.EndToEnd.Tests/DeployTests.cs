using System.Diagnostics;
using RlsMotion.TestKit;

namespace RlsMotion.EndToEnd.Tests;

/// <summary>What is shipped for running beside mosquitto and InfluxDB, as far as it can be checked without a container engine.</summary>
public sealed class DeployTests
{
    [Fact]
    public async Task The_compose_file_is_valid_and_holds_no_secret()
    {
        using TemporaryFolder folder = Copy();

        (int made, string _, string complaint) = await RunAsync("bash", ["build.sh", "secrets"], folder.Path);
        Assert.True(made == 0, complaint);
        (int code, string resolved, string error) = await RunAsync("docker-compose", ["-f", "docker-compose.yml", "config"], folder.Path);

        Assert.True(code == 0, error);
        Assert.Contains("image: rlsmotion:latest", resolved, StringComparison.Ordinal);
        string text = await File.ReadAllTextAsync(folder.File("docker-compose.yml"), TestContext.Current.CancellationToken);
        foreach (string secret in Directory.GetFiles(folder.File("deploy/secrets")).Where(file => !file.EndsWith(".env", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain((await File.ReadAllTextAsync(secret, TestContext.Current.CancellationToken)).Trim(), text, StringComparison.Ordinal);
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(secret) == (UnixFileMode.UserRead | UnixFileMode.UserWrite), $"{secret} is readable by others.");
        }
    }

    [Fact]
    public async Task Secrets_are_made_once()
    {
        using TemporaryFolder folder = Copy();

        await RunAsync("bash", ["build.sh", "secrets"], folder.Path);
        string first = await File.ReadAllTextAsync(folder.File("deploy/secrets/mqtt"), TestContext.Current.CancellationToken);
        await RunAsync("bash", ["build.sh", "secrets"], folder.Path);

        Assert.Equal(first, await File.ReadAllTextAsync(folder.File("deploy/secrets/mqtt"), TestContext.Current.CancellationToken));
        Assert.True(first.Trim().Length >= 32);
    }

    private static TemporaryFolder Copy()
    {
        var folder = new TemporaryFolder();
        foreach (string file in (string[])["build.sh", "docker-compose.yml", "deploy/mosquitto/mosquitto.conf", "deploy/mosquitto/acl"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(file))!);
            File.Copy(Path.Combine(Repository.Root, file), folder.File(file));
        }
        return folder;
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string program, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process? process = Start(start);
        if (process is null)
        {
            Missing.SkipOrFail($"{program} is not on this machine; ./build.sh test installs it on Debian.");
        }
        Task<string> output = process!.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception) // the program is not there
        {
            return null;
        }
    }
}
