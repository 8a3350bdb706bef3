namespace Gateway.Geo.Tests;

public sealed class DistanceTests
{
    [Fact]
    public void A_degree_along_a_meridian_is_a_360th_of_the_circumference()
    {
        var expected = 2 * Math.PI * Distance.EarthRadiusMetres / 360;
        Assert.Equal(expected, Distance.HaversineMetres(10, 20, 11, 20), 1e-6);
        Assert.Equal(expected, Distance.HaversineMetres(0, 179.5, 0, -179.5), 1e-6);
    }

    [Fact]
    public void Antipodes_are_half_the_circumference_apart()
    {
        Assert.Equal(Math.PI * Distance.EarthRadiusMetres, Distance.HaversineMetres(33, 45, -33, -135), 1);
    }

    [Fact]
    public void The_same_position_is_at_distance_and_bearing_zero()
    {
        Assert.Equal(0, Distance.HaversineMetres(33.5, -112.1, 33.5, -112.1));
        Assert.Equal(0, Distance.InitialBearingDegrees(33.5, -112.1, 33.5, -112.1));
    }

    [Theory]
    [InlineData(0, 0, 1, 0, 0)]
    [InlineData(0, 0, 0, 1, 90)]
    [InlineData(0, 0, -1, 0, 180)]
    [InlineData(0, 0, 0, -1, 270)]
    [InlineData(0, 179, 0, -179, 90)]
    public void Bearings_run_clockwise_from_north(double lat1, double lon1, double lat2, double lon2, double expected)
    {
        Assert.Equal(expected, Distance.InitialBearingDegrees(lat1, lon1, lat2, lon2), 1e-9);
    }

    [Fact]
    public void The_bearing_from_Baghdad_to_Osaka_is_60_degrees()
    {
        // Worked example of the literature: 35° N 45° E to 35° N 135° E starts at a bearing of 60.16 degrees.
        Assert.Equal(60.16, Distance.InitialBearingDegrees(35, 45, 35, 135), 0.01);
    }
}
