using CsCheck;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Storage.Nights;
using RlsMotion.TestKit.Nights;

namespace RlsMotion.Storage.Tests.Nights;

/// <summary>What every store of nights does. Each test has a store of its own, empty.</summary>
public abstract class NightStoreSuite : IAsyncLifetime
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <summary>The store.</summary>
    protected INightStore Store { get; private set; } = null!;

    protected static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>Generated nights of a law: real servers take some milliseconds each.</summary>
    protected abstract int Cases { get; }

    public async ValueTask InitializeAsync() => Store = await CreateAsync();

    public abstract ValueTask DisposeAsync();

    protected abstract Task<INightStore> CreateAsync();

    [Fact]
    public Task What_is_loaded_equals_what_was_saved_and_saving_twice_is_saving_once() => NightRecords.Any.SampleAsync(async night =>
    {
        await Store.SaveAsync(night, Now);
        NightRecordComparer.AssertEqual(night, await LoadAsync(night));
        IReadOnlyList<NightListing> listed = await Store.ListAsync(night.Key.Subject, Now);
        await Store.SaveAsync(night, Now);
        NightRecordComparer.AssertEqual(night, await LoadAsync(night));
        NightRecordComparer.AssertEqual(listed, await Store.ListAsync(night.Key.Subject, Now));
    }, iter: Cases, threads: 1);

    [Fact]
    public Task The_last_of_two_nights_with_one_date_is_the_night() => Gen.Select(NightRecords.Any, NightRecords.Any).SampleAsync(async pair =>
    {
        (NightRecord first, NightRecord second) = pair;
        second = NightRecords.At(second, first.Key with { Zone = second.Key.Zone });
        await Store.SaveAsync(first, Now);
        await Store.SaveAsync(second, Now);
        NightRecordComparer.AssertEqual(second, await LoadAsync(first));
        NightListing line = Assert.Single(await Store.ListAsync(first.Key.Subject, Now), n => n.Date == first.Key.Date);
        NightRecordComparer.AssertEqual(new NightListing(second.Key.Date, second.Summary, second.Algorithm, second.IsFinal), line);
    }, iter: Cases, threads: 1);

    [Fact]
    public async Task A_night_that_was_never_saved_is_null_and_a_stranger_has_none()
    {
        await Store.SaveAsync(Night("s-1"), Now);
        Assert.Null(await Store.LoadAsync("s-1", new LocalDate(2026, 1, 9), Now));
        Assert.Null(await Store.LoadAsync("s-2", new LocalDate(2026, 1, 10), Now));
        Assert.Empty(await Store.ListAsync("s-2", Now));
    }

    [Fact]
    public async Task An_empty_night_stays_empty()
    {
        NightRecord night = Night("s-1") with { Start = null, End = null, Sensors = [], LegMovements = [], Movements = [], Gaps = [], Epochs = [] };
        await SaveAndCompareAsync(night);
    }

    [Fact]
    public async Task A_night_of_one_leg_has_no_other()
    {
        NightRecord night = Night("s-1") with { LegMovements = [.. Night("s-1").LegMovements.Where(m => m.Leg == Leg.Right)] };
        await SaveAndCompareAsync(night);
        Assert.All((await LoadAsync(night))!.LegMovements, m => Assert.Equal(Leg.Right, m.Leg));
    }

    [Fact]
    public async Task Both_legs_at_the_same_millisecond_stay_two_movements()
    {
        NightRecord night = Night("s-1");
        Assert.Equal(night.LegMovements[0].Onset, night.LegMovements[1].Onset);
        await SaveAndCompareAsync(night);
    }

    [Fact]
    public async Task A_new_scoring_with_fewer_movements_leaves_none_of_the_old()
    {
        NightRecord before = Night("s-1", movements: 60);
        NightRecord after = before with
        {
            Algorithm = before.Algorithm with { Version = "2" },
            LegMovements = [.. before.LegMovements.Where((_, i) => i % 7 == 0)],
            Movements = [.. before.Movements.Where((_, i) => i % 5 == 0).Select(m => m with { IsPeriodic = false, Series = null, Interval = null, Stage = null, DuringRest = null })],
            Epochs = [.. before.Epochs.Take(10).Select(e => e with { ActivityMg = null, Worn = null, Rest = null, AngleDegrees = null, TemperatureC = null })],
            Gaps = [],
        };
        await SaveAndCompareAsync(before);
        await SaveAndCompareAsync(after);
        await SaveAndCompareAsync(before);
        Assert.Single(await Store.ListAsync("s-1", Now));
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("a,b")]
    [InlineData("a=b")]
    [InlineData("\"quoted\"")]
    [InlineData("it's")]
    [InlineData("x' OR '1'='1")]
    [InlineData("back\\slash")]
    [InlineData("back\\,comma")]
    [InlineData("Łucja Żółć")]
    [InlineData("脚 🦵")]
    public async Task Names_come_back_as_they_are(string subject)
    {
        NightRecord night = Night(subject);
        await Store.SaveAsync(Night("neighbour", movements: 2), Now);
        await SaveAndCompareAsync(night with { Sensors = [.. night.Sensors.Select(s => s with { Sensor = subject, Site = subject })] });
        Assert.Single(await Store.ListAsync(subject, Now));
    }

    [Fact]
    public async Task A_busy_night_of_both_legs_comes_back_whole() => await SaveAndCompareAsync(Night("s-1", movements: 4000, epochs: 1200));

    [Theory]
    [InlineData(2026, 3, 28)] // 23 hours
    [InlineData(2026, 10, 24)] // 25 hours
    public async Task The_nights_of_the_clock_change_are_nights_like_others(int year, int month, int day)
    {
        var date = new LocalDate(year, month, day);
        NightRecord[] nights = [.. new[] { -1, 0, 1 }.Select(days => Night("s-1", date.PlusDays(days), movements: 30))];
        foreach (NightRecord night in nights)
        {
            await Store.SaveAsync(night, Now);
        }
        foreach (NightRecord night in nights)
        {
            NightRecordComparer.AssertEqual(night, await LoadAsync(night));
        }
    }

    [Fact]
    public async Task A_traveller_has_one_night_a_date()
    {
        NightRecord night = Night("s-1");
        await Store.SaveAsync(night, Now);
        await SaveAndCompareAsync(night with { Key = night.Key with { Zone = DateTimeZoneProviders.Tzdb["Pacific/Kiritimati"] } });
        await SaveAndCompareAsync(night with { Key = night.Key with { Zone = DateTimeZoneProviders.Tzdb["America/St_Johns"] } });
        Assert.Single(await Store.ListAsync("s-1", Now));
    }

    [Fact]
    public async Task Nights_are_listed_newest_first_and_a_neighbour_is_untouched()
    {
        LocalDate[] dates = [new(2026, 1, 10), new(2026, 1, 12), new(2025, 12, 31), new(2026, 1, 11)];
        foreach (LocalDate date in dates)
        {
            await Store.SaveAsync(Night("s-1", date), Now);
        }
        await Store.SaveAsync(Night("s-1", dates[1], movements: 1) with { IsFinal = false }, Now);
        IReadOnlyList<NightListing> listed = await Store.ListAsync("s-1", Now);
        Assert.Equal(dates.OrderDescending(), listed.Select(n => n.Date));
        Assert.Equal([false, true, true, true], listed.Select(n => n.IsFinal));
        NightRecordComparer.AssertEqual(Night("s-1", dates[0]), await LoadAsync(Night("s-1", dates[0])));
        NightRecordComparer.AssertEqual(Night("s-1", dates[3]), await LoadAsync(Night("s-1", dates[3])));
    }

    [Fact]
    public async Task Movements_after_the_next_noon_stay_with_their_night()
    {
        NightRecord first = Night("s-1", new LocalDate(2026, 1, 10), startAfterNoonHours: 23.9, movements: 40);
        NightRecord second = Night("s-1", new LocalDate(2026, 1, 11), startAfterNoonHours: 0, movements: 40);
        await Store.SaveAsync(first, Now);
        await Store.SaveAsync(second, Now);
        NightRecordComparer.AssertEqual(first, await LoadAsync(first));
        await Store.SaveAsync(first with { Movements = [] }, Now);
        NightRecordComparer.AssertEqual(second, await LoadAsync(second));
    }

    [Fact]
    public async Task A_time_between_two_milliseconds_is_refused_before_anything_is_changed()
    {
        NightRecord night = Night("s-1");
        await Store.SaveAsync(night, Now);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.SaveAsync(night with { Start = night.Start + Duration.FromTicks(1), Movements = [] }, Now));
        NightRecordComparer.AssertEqual(night, await LoadAsync(night));
    }

    /// <summary>A night of plausible content: bilateral pairs every 20 s.</summary>
    protected static NightRecord Night(string subject, LocalDate? date = null, int movements = 6, int epochs = 20, double startAfterNoonHours = 10)
    {
        var key = new NightKey(subject, date ?? new LocalDate(2026, 1, 10), Berlin);
        Instant start = key.Start + Duration.FromSeconds((long)(startAfterNoonHours * 3600));
        LegMovement[] legs = [.. from i in Enumerable.Range(0, movements) from leg in new[] { Leg.Left, Leg.Right } select Movement(leg, start + Duration.FromSeconds(20 * i), i)];
        return NightRecords.Any.Single(_ => true, "0N0XIzNsQ0O2") with
        {
            Key = key,
            Start = start,
            End = start + Duration.FromHours(8),
            LegMovements = legs,
            Movements = [.. Enumerable.Range(0, movements).Select(i => Scored(start + Duration.FromSeconds(20 * i), i))],
            Gaps = [new NightGap(Leg.Left, start + Duration.FromHours(1), start + Duration.FromHours(2), GapReason.NotWorn)],
            Epochs = [.. from i in Enumerable.Range(0, epochs) from leg in new[] { Leg.Left, Leg.Right } select Half(leg, key.Start + (i * Epoch.Length), i)],
            IsFinal = true,
        };
    }

    private static LegMovement Movement(Leg leg, Instant onset, int i) =>
        new(leg, onset, onset + Duration.FromMilliseconds(900 + i), 0.05 + (i / 700.0), i % 9 == 8 ? MovementClass.Twitch : MovementClass.LegMovement, i % 4 == 0 ? null : 0.9);

    private static ScoredMovement Scored(Instant onset, int i) => new()
    {
        Leg = Leg.Both,
        Onset = onset,
        Offset = onset + Duration.FromMilliseconds(1500),
        IsCandidate = true,
        IsPeriodic = true,
        Series = 1 + (i / 20),
        Interval = i == 0 ? null : Duration.FromSeconds(20),
        Stage = SleepStage.N2,
        DuringRest = true,
    };

    private static Epoch Half(Leg leg, Instant start, int i) => new()
    {
        Leg = leg,
        Start = start,
        ActivityMg = i * 0.7,
        Coverage = 1,
        AngleDegrees = 12.5,
        Worn = true,
        Rest = i % 2 == 0,
        TemperatureC = 31.1,
    };

    private async Task SaveAndCompareAsync(NightRecord night)
    {
        await Store.SaveAsync(night, Now);
        NightRecordComparer.AssertEqual(night, await LoadAsync(night));
    }

    private Task<NightRecord?> LoadAsync(NightRecord night) => Store.LoadAsync(night.Key.Subject, night.Key.Date, Now);
}
