using Gateway.Vehicles;

namespace Gateway.Tests.Vehicles;

public sealed class TemperatureRangeTests
{
    [Theory]
    [InlineData(2.0, 8.0, 1.99, "low")]
    [InlineData(2.0, 8.0, 2.0, "normal")]
    [InlineData(2.0, 8.0, 8.0, "normal")]
    [InlineData(2.0, 8.0, 8.01, "high")]
    [InlineData(null, 8.0, -100.0, "normal")]
    [InlineData(2.0, null, 1000.0, "normal")]
    [InlineData(null, null, 5.0, null)]
    public void State_of_a_value(double? low, double? high, double value, string? state) =>
        Assert.Equal(state, new TemperatureRange(low, high).StateOf(value));

    [Theory]
    [InlineData(double.NaN, 5, false)]
    [InlineData(double.NaN, 9, true)]
    [InlineData(5, 9, true)]
    [InlineData(9, 10, false)]
    [InlineData(9, 5, true)]
    [InlineData(9, 1, false)]
    [InlineData(5, 6, false)]
    public void An_edge_is_leaving_the_range_or_being_back(double before, double now, bool edge) =>
        Assert.Equal(edge, new TemperatureRange(2, 8).IsEdge(before, now));

    [Fact]
    public void Ranges_are_told_apart_and_none_is_zero()
    {
        TemperatureRange[] ranges = [new(null, null), new(2, 8), new(8, 2), new(2, null), new(null, 2), new(null, 8), new(-2, 8)];

        Assert.Equal(0, ranges[0].Discriminator);
        Assert.Equal(ranges.Length, ranges.Select(range => range.Discriminator).Distinct().Count());
    }
}
