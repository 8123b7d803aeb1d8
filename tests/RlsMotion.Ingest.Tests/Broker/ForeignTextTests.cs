using CsCheck;
using RlsMotion.Ingest.Broker;

namespace RlsMotion.Ingest.Tests.Broker;

public sealed class ForeignTextTests
{
    [Fact]
    public void A_client_cannot_write_a_log_line_of_its_own() =>
        Gen.String.Sample(text =>
        {
            string shown = ForeignText.Show(text);
            Assert.DoesNotContain(shown, char.IsControl);
            Assert.DoesNotContain('\u2028', shown);
            Assert.True(shown.Length <= ForeignText.Longest + 3);
        });

    [Fact]
    public void What_is_ordinary_is_shown_as_it_is() => Assert.Equal("topic: rls/v1/d/é/up #", ForeignText.Show("topic: rls/v1/d/é/up #"));

    [Fact]
    public void What_is_long_is_cut() => Assert.Equal(new string('x', ForeignText.Longest) + "...", ForeignText.Show(new string('x', 60_000)));
}
