using Gateway.Geo.Roads;

namespace Gateway.Geo.Tests.Roads;

public sealed class SpeedLimitTextTests
{
    [Theory]
    [InlineData("50", 31.07)]
    [InlineData(" 50 ", 31.07)]
    [InlineData("50 km/h", 31.07)]
    [InlineData("65 mph", 65.0)]
    [InlineData("65mph", 65.0)]
    [InlineData("12.5 mph", 12.5)]
    [InlineData("10 knots", 11.51)]
    [InlineData("RO:urban", 31.07)]
    [InlineData("RU:urban", 37.28)]
    [InlineData("GB:nsl_single", 60.0)]
    [InlineData("DE:motorway", null)]
    [InlineData("XX:urban", null)]
    [InlineData("none", null)]
    [InlineData("walk", null)]
    [InlineData("signals", null)]
    [InlineData("variable", null)]
    [InlineData("", null)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("50;70", null)]
    [InlineData("1e9", null)]
    [InlineData("400 mph", null)]
    [InlineData("99999999999", null)]
    [InlineData("5.5.5", null)]
    [InlineData("50 furlongs", null)]
    public void Reads_what_is_a_limit_and_nothing_else(string text, double? mph) =>
        Assert.Equal(mph, SpeedLimitText.ToMph(text));
}
