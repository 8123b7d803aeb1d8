using CsCheck;
using NodaTime;
using RlsMotion.Service.Nights;

namespace RlsMotion.Service.Tests.Nights;

public sealed class NightAddressTests
{
    [Fact]
    public void A_key_read_back_is_the_night_it_was_written_for() =>
        Gen.Select(Gen.Char["abcxyz0189-"].Array[1, 64], Gen.Int[0, 60_000]).Sample((letters, day) =>
        {
            var night = new NightAddress(new string(letters), new LocalDate(1970, 1, 1).PlusDays(day));
            return NightAddress.Parse(night.ToString()) == night;
        });

    [Theory]
    [InlineData("anna")]
    [InlineData("/2026-01-01")]
    [InlineData("anna/2026-13-01")]
    public void A_text_that_names_no_night_is_refused(string text) => Assert.Throws<FormatException>(() => NightAddress.Parse(text));
}
