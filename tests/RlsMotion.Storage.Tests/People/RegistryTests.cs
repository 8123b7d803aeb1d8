using Microsoft.Data.Sqlite;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.People;
using RlsMotion.Storage.People;
using RlsMotion.Storage.Sqlite;
using RlsMotion.TestKit;

namespace RlsMotion.Storage.Tests.People;

public sealed class RegistryTests : IAsyncLifetime
{
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 10, 18, 0);
    private readonly TemporaryFolder _folder = new();
    private readonly SettableClock _clock = new(Start);
    private Database _database = null!;
    private Registry _registry = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Open();
        await _registry.SaveSubjectAsync(new Subject("s-1", "Łucja, \"the first\"", DateTimeZoneProviders.Tzdb["Europe/Warsaw"]), "test", Now);
    }

    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task People_and_sensors_are_there_after_a_restart()
    {
        Sensor left = Sensor("aaaaaaaaaaaaaaaa", Leg.Left) with { Name = "blue; 'one'", Hardware = "AX6", Serial = "1" };
        await _registry.PairAsync(left, "test", null, Now);
        await ReopenAsync();
        Assert.Equal("Łucja, \"the first\"", (await _registry.FindSubjectAsync("s-1", Now))!.Name);
        Assert.Equal("Europe/Warsaw", Assert.Single(await _registry.SubjectsAsync(Now)).Zone.Id);
        Assert.Equal(left, await _registry.FindSensorAsync(left.Id, Now));
        Assert.Equal([left], await _registry.SensorsAsync("s-1", Now));
        Assert.Empty(await _registry.SensorsAsync("nobody", Now));
        Assert.Null(await _registry.FindSensorAsync("nothing", Now));
    }

    [Fact]
    public async Task A_sensor_that_changes_legs_is_remembered_on_both()
    {
        await _registry.PairAsync(Sensor("aaaaaaaaaaaaaaaa", Leg.Left), "test", null, Now);
        Instant later = Start + Duration.FromDays(1);
        await _registry.PlaceAsync(new Placement("aaaaaaaaaaaaaaaa", later, Leg.Right, "shin"), "test", Now);
        Assert.Equal((Leg.Right, "shin"), ((await _registry.FindSensorAsync("aaaaaaaaaaaaaaaa", Now))!.Leg, (await _registry.FindSensorAsync("aaaaaaaaaaaaaaaa", Now))!.Site));
        Assert.Equal(
            [new Placement("aaaaaaaaaaaaaaaa", Start, Leg.Left, "ankle"), new Placement("aaaaaaaaaaaaaaaa", later, Leg.Right, "shin")],
            await _registry.PlacementsAsync("s-1", Now));
    }

    [Fact]
    public async Task A_password_opens_until_its_sensor_is_revoked()
    {
        string password = await PairAsync("aaaaaaaaaaaaaaaa");
        Assert.Equal(CredentialVerdict.Accepted, await VerifyAsync("aaaaaaaaaaaaaaaa", password));
        Assert.Equal(CredentialVerdict.WrongPassword, await VerifyAsync("aaaaaaaaaaaaaaaa", password + "x"));
        Assert.Equal(CredentialVerdict.WrongPassword, await VerifyAsync("aaaaaaaaaaaaaaaa", ""));
        Assert.Equal(CredentialVerdict.UnknownSensor, await VerifyAsync("bbbbbbbbbbbbbbbb", password));
        await ReopenAsync();
        Assert.Equal(CredentialVerdict.Accepted, await VerifyAsync("aaaaaaaaaaaaaaaa", password));
        await _registry.RevokeAsync("aaaaaaaaaaaaaaaa", "test", Now);
        Assert.Equal(CredentialVerdict.Revoked, await VerifyAsync("aaaaaaaaaaaaaaaa", password));
        Assert.Equal(Start, (await _registry.FindSensorAsync("aaaaaaaaaaaaaaaa", Now))!.RevokedAt);
    }

    [Fact]
    public async Task A_password_opens_only_inside_its_window()
    {
        await _registry.PairAsync(Sensor("aaaaaaaaaaaaaaaa", Leg.Left), "test", null, Now);
        string password = DeviceCredentials.NewPassword();
        await _registry.Credentials.AddAsync("aaaaaaaaaaaaaaaa", password, Start + Duration.FromHours(24), "test", Now);
        Assert.Equal(CredentialVerdict.Accepted, await VerifyAsync("aaaaaaaaaaaaaaaa", password));
        _clock.Time = Start + Duration.FromHours(24) + Duration.FromTicks(1);
        Assert.Equal(CredentialVerdict.OutsideWindow, await VerifyAsync("aaaaaaaaaaaaaaaa", password));
        _clock.Time = Start - Duration.FromSeconds(1);
        Assert.Equal(CredentialVerdict.OutsideWindow, await VerifyAsync("aaaaaaaaaaaaaaaa", password));
    }

    [Fact]
    public async Task A_rotated_password_ends_when_the_new_one_is_first_used()
    {
        string old = await PairAsync("aaaaaaaaaaaaaaaa");
        string fresh = DeviceCredentials.NewPassword();
        await _registry.Credentials.AddAsync("aaaaaaaaaaaaaaaa", fresh, null, "test", Now);
        Assert.Equal(CredentialVerdict.Accepted, await VerifyAsync("aaaaaaaaaaaaaaaa", old));
        Assert.Equal(CredentialVerdict.Accepted, await VerifyAsync("aaaaaaaaaaaaaaaa", fresh));
        Assert.Equal(CredentialVerdict.Revoked, await VerifyAsync("aaaaaaaaaaaaaaaa", old));
    }

    [Fact]
    public async Task A_replaced_sensor_lives_until_the_new_one_is_active()
    {
        string old = await PairAsync("aaaaaaaaaaaaaaaa");
        await _registry.PairAsync(Sensor("bbbbbbbbbbbbbbbb", Leg.Left), "test", "aaaaaaaaaaaaaaaa", Now);
        Assert.Equal(CredentialVerdict.Accepted, await VerifyAsync("aaaaaaaaaaaaaaaa", old));
        Assert.Equal("aaaaaaaaaaaaaaaa", await _registry.ActivateAsync("bbbbbbbbbbbbbbbb", "test", Now));
        Assert.Null(await _registry.ActivateAsync("bbbbbbbbbbbbbbbb", "test", Now));
        Assert.Equal(CredentialVerdict.Revoked, await VerifyAsync("aaaaaaaaaaaaaaaa", old));
    }

    [Fact]
    public async Task Who_only_looks_is_not_stopped_by_a_disk_that_takes_nothing()
    {
        await PairAsync("aaaaaaaaaaaaaaaa");
        using (SqliteConnection connection = _database.OpenRecords(write: true))
        {
            connection.Run("CREATE TRIGGER full_disk BEFORE INSERT ON sensor_status BEGIN SELECT raise(ABORT, 'the disk is full'); END");
        }
        _registry.Statuses.Heard("aaaaaaaaaaaaaaaa", Start, 80);
        Assert.Empty(await _registry.Statuses.AllAsync(Now));
        using (SqliteConnection connection = _database.OpenRecords(write: true))
        {
            connection.Run("DROP TRIGGER full_disk");
        }
        Assert.Equal(80, Assert.Single(await _registry.Statuses.AllAsync(Now)).BatteryPercent); // kept meanwhile
    }

    [Fact]
    public async Task Use_and_status_are_remembered_over_a_restart()
    {
        string password = await PairAsync("aaaaaaaaaaaaaaaa");
        await VerifyAsync("aaaaaaaaaaaaaaaa", password);
        _registry.Statuses.Heard("aaaaaaaaaaaaaaaa", Start + Duration.FromSeconds(2), 80);
        _registry.Statuses.Heard("aaaaaaaaaaaaaaaa", Start + Duration.FromSeconds(1), null); // came late
        _registry.Statuses.Heard("unknown", Start, null);
        await _registry.Statuses.KeepInfoAsync("aaaaaaaaaaaaaaaa", "{\"hw\":\"AX6\"}", Start, Now);
        await _registry.Statuses.KeepStateAsync("aaaaaaaaaaaaaaaa", "{\"online\":true}", Start, Now);
        await ReopenAsync();
        DeviceCredential credential = Assert.Single(await _registry.Credentials.ListAsync("aaaaaaaaaaaaaaaa", Now));
        Assert.Equal((Start, "192.0.2.1"), (credential.LastUsed, credential.LastAddress));
        var expected = new SensorStatus("aaaaaaaaaaaaaaaa", "{\"hw\":\"AX6\"}", Start, "{\"online\":true}", Start, 80, Start + Duration.FromSeconds(2));
        Assert.Equal(expected, await _registry.Statuses.FindAsync("aaaaaaaaaaaaaaaa", Now));
        Assert.Equal([expected], await _registry.Statuses.AllAsync(Now));
    }

    [Fact]
    public async Task No_file_holds_the_password_and_the_pepper_is_its_owners_alone()
    {
        string password = await PairAsync("aaaaaaaaaaaaaaaa");
        await _registry.DisposeAsync();
        _database.Dispose();
        Assert.All(Directory.EnumerateFiles(_folder.Path), file => Assert.False(File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(password)) >= 0));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("pepper")));
        }
        File.Delete(_folder.File("pepper"));
        _database = Database.Open(_folder.Path);
        StorageException missing = Assert.Throws<StorageException>(() => new Registry(_database, _clock));
        Assert.Contains("pepper", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_tells_every_step_and_cannot_be_changed()
    {
        string password = await PairAsync("aaaaaaaaaaaaaaaa");
        await _registry.RevokeAsync("aaaaaaaaaaaaaaaa", "owner", Now);
        await _registry.RevokeAsync("aaaaaaaaaaaaaaaa", "owner", Now);
        await _registry.Audit.AddAsync("owner", "night exported", "s-1", "2026-01-10", "192.0.2.1", Now);
        IReadOnlyList<AuditEntry> entries = await _registry.Audit.LatestAsync(100, Now);
        Assert.Equal(["night exported", "sensor revoked", "credential added", "sensor paired", "subject saved"], entries.Select(e => e.Action));
        Assert.All(entries, e => Assert.DoesNotContain(password, e.ToString(), StringComparison.Ordinal));
        Assert.All(entries, e => Assert.DoesNotContain("Łucja", e.ToString(), StringComparison.Ordinal));
        using SqliteConnection connection = _database.OpenRecords(write: true);
        Assert.Throws<SqliteException>(() => connection.Run("DELETE FROM audit"));
        Assert.Throws<SqliteException>(() => connection.Run("UPDATE audit SET actor = 'x'"));
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_and_leaves_no_trace()
    {
        await _registry.PairAsync(Sensor("aaaaaaaaaaaaaaaa", Leg.Left), "test", null, Now);
        int before = (await _registry.Audit.LatestAsync(100, Now)).Count;
        await Assert.ThrowsAsync<ArgumentException>(() => _registry.PairAsync(Sensor("aaaaaaaaaaaaaaaa", Leg.Right), "test", null, Now));
        await Assert.ThrowsAsync<ArgumentException>(() => _registry.PairAsync(Sensor("cccccccccccccccc", Leg.Both), "test", null, Now));
        await Assert.ThrowsAsync<ArgumentException>(() => _registry.PairAsync(Sensor("cccccccccccccccc", Leg.Left) with { Subject = "nobody" }, "test", null, Now));
        await Assert.ThrowsAsync<ArgumentException>(() => _registry.RevokeAsync("nothing", "test", Now));
        await Assert.ThrowsAsync<ArgumentException>(() => _registry.DescribeAsync("nothing", "", "", "", "test", Now));
        await Assert.ThrowsAsync<ArgumentException>(() => _registry.SaveSubjectAsync(new Subject("Not a pseudonym", "", DateTimeZone.Utc), "test", Now));
        await Assert.ThrowsAsync<ArgumentException>(() => _registry.Credentials.AddAsync("nothing", "x", null, "test", Now));
        Assert.Equal(before, (await _registry.Audit.LatestAsync(100, Now)).Count);
    }

    private static Sensor Sensor(string id, Leg leg) => new() { Id = id, Subject = "s-1", Leg = leg, PairedAt = Start };

    private async Task<string> PairAsync(string id)
    {
        await _registry.PairAsync(Sensor(id, Leg.Left), "test", null, Now);
        string password = DeviceCredentials.NewPassword();
        await _registry.Credentials.AddAsync(id, password, null, "test", Now);
        return password;
    }

    private Task<CredentialVerdict> VerifyAsync(string sensor, string password) => _registry.Credentials.VerifyAsync(sensor, password, "192.0.2.1", Now);

    private void Open()
    {
        _database = Database.Open(_folder.Path);
        _registry = new Registry(_database, _clock);
    }

    private async Task ReopenAsync()
    {
        await _registry.DisposeAsync();
        _database.Dispose();
        Open();
    }

    private sealed class SettableClock(Instant time) : IClock
    {
        public Instant Time { get; set; } = time;

        public Instant GetCurrentInstant() => Time;
    }
}
