using System.Globalization;
using NodaTime;
using RlsMotion.Storage.Influx;

namespace RlsMotion.Storage.Tests.Influx;

public sealed class LinePointTests
{
    private static readonly Instant Time = Instant.FromUnixTimeMilliseconds(1_700_000_000_123);

    [Fact]
    public void A_line_escapes_what_the_protocol_gives_a_meaning() => Assert.Equal(
        """a\,\ m,k\=\ =v\,\=\ \x,ü=脚 f\ 1="a\"b\\c, =",n=-3i,t=true,x=0.1,absent="nothing,zero" 1700000000123""",
        new LinePoint("a, m").Tag("k= ", "v,= \\x").Tag("empty", "").Tag("ü", "脚")
            .Field("f 1", "a\"b\\c, =").Field("n", -3L).Field("t", true).Field("x", 0.1).Field("nothing", (string?)null).Field("zero", (double?)null).At(Time));

    [Fact]
    public void Numbers_are_written_alike_in_every_culture_and_keep_their_type()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            comma.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(
                "m a=1,b=1E-300,c=0.30000000000000004,d=-1.5,e=1i,f=-9223372036854775808i,absent=\"\" 1700000000123",
                new LinePoint("m").Field("a", 1.0).Field("b", 1e-300).Field("c", 0.1 + 0.2).Field("d", -1.5).Field("e", 1).Field("f", long.MinValue).At(Time));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("two\r\nlines")]
    [InlineData("ends in \\")]
    public void A_tag_that_has_no_form_is_refused(string value) => Assert.Throws<ArgumentException>(() => new LinePoint("m").Tag("k", value));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_refused(double value) => Assert.Throws<ArgumentException>(() => new LinePoint("m").Field("k", value));

    [Fact]
    public void The_series_of_a_line_ends_at_the_first_bare_space() => Assert.Equal(
        @"m,k=a\ b\\ c", LinePoint.SeriesOf(new LinePoint("m").Tag("k", "a b\\ c").Field("f", "x y").At(Time)));
}
