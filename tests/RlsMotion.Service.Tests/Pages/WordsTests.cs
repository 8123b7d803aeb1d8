using NodaTime;
using RlsMotion.Service.Pages.Shared;

namespace RlsMotion.Service.Tests.Pages;

public sealed class WordsTests
{
    [Theory]
    [InlineData(2026, 10, 24, "Sat 24 → Sun 25 Oct 2026")]
    [InlineData(2026, 10, 31, "Sat 31 Oct → Sun 1 Nov 2026")]
    [InlineData(2026, 12, 31, "Thu 31 Dec 2026 → Fri 1 Jan 2027")]
    [InlineData(2028, 2, 28, "Mon 28 → Tue 29 Feb 2028")]
    public void A_night_is_named_by_evening_and_morning(int year, int month, int day, string name) =>
        Assert.Equal(name, Words.Night(new LocalDate(year, month, day)));

    [Fact]
    public void What_is_not_known_is_a_dash_and_never_a_zero()
    {
        Assert.Equal("–", Words.Number(null));
        Assert.Equal("–", Words.Hours(null));
        Assert.Equal("–", Words.Count(null));
        Assert.Equal("0.0", Words.Number(0));
    }

    [Theory]
    [InlineData(7.033, "7 h 02 m")]
    [InlineData(0.5, "30 min")]
    [InlineData(0.9999, "1 h 00 m")]
    public void Hours_are_hours_and_minutes(double hours, string text) => Assert.Equal(text, Words.Hours(hours).Replace('\u00a0', ' '));
}
