using RlsMotion.Service.Hosting;
using RlsMotion.Service.Security;
using RlsMotion.TestKit;

namespace RlsMotion.Service.Tests.Security;

public sealed class AccessKeyTests
{
    [Fact]
    public void A_key_is_told_at_the_start_that_made_it_and_kept_for_the_next()
    {
        using var folder = new TemporaryFolder();
        AccessKey first = AccessKey.Open(folder.Path);
        AccessKey second = AccessKey.Open(folder.Path);

        Assert.True(second.Matches(first.Text));
        Assert.Null(second.Text);
        Assert.False(second.Matches("something else"));
        Assert.False(second.Matches(null));
    }

    [Fact]
    public void Only_its_owner_can_read_it()
    {
        using var folder = new TemporaryFolder();
        string path = AccessKey.Open(folder.Path).Path;

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void An_empty_key_file_is_refused_and_not_taken_for_an_empty_key()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(AccessKey.FileName), "\n");

        Assert.Throws<RefusedException>(() => AccessKey.Open(folder.Path));
    }
}
