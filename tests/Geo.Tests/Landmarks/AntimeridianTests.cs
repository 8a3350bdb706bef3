using Gateway.Geo.Landmarks;

namespace Gateway.Geo.Tests.Landmarks;

public sealed class AntimeridianTests
{
    public static TheoryData<LandmarkShape> FijiInFourForms => new(
        // Longitudes jump sign.
        Shapes.Polygon([(177, -20), (-178, -20), (-178, -15), (177, -15)]),

        // The same from the other side, wound the other way.
        Shapes.Polygon([(-178, -15), (-178, -20), (177, -20), (177, -15)]),

        // With positions on the antimeridian, on both of its names.
        Shapes.Polygon([(177, -20), (180, -20), (-180, -20), (-178, -20), (-178, -15), (-180, -15), (180, -15), (177, -15)]),

        // Cut as RFC 7946 section 3.1.9 asks.
        Shapes.MultiPolygon(
            [[(177, -20), (180, -20), (180, -15), (177, -15)]],
            [[(-180, -20), (-178, -20), (-178, -15), (-180, -15)]]));

    [Theory]
    [MemberData(nameof(FijiInFourForms))]
    public void A_polygon_across_the_antimeridian_holds_both_sides_and_nothing_else(LandmarkShape shape)
    {
        Assert.True(Shapes.Holds(shape, -17, 178));
        Assert.True(Shapes.Holds(shape, -17, -179));
        Assert.True(Shapes.Holds(shape, -17, 180));
        Assert.True(Shapes.Holds(shape, -17, -180));
        Assert.False(Shapes.Holds(shape, -17, 176));
        Assert.False(Shapes.Holds(shape, -17, -177));
        Assert.False(Shapes.Holds(shape, -17, 0));
        Assert.False(Shapes.Holds(shape, -14, 179));
    }

    [Fact]
    public void A_hole_across_the_antimeridian_is_outside_wherever_its_longitudes_start()
    {
        (double, double)[] shell = [(170, 0), (-170, 0), (-170, 10), (170, 10)];
        var crossing = Shapes.Polygon(shell, [(-179, 4), (-179, 6), (179, 6), (179, 4)]);
        Assert.False(Shapes.Holds(crossing, 5, 179.5));
        Assert.False(Shapes.Holds(crossing, 5, -179.5));
        Assert.True(Shapes.Holds(crossing, 5, 178));
        Assert.True(Shapes.Holds(crossing, 5, -178));

        var farSide = Shapes.Polygon(shell, [(-175, 4), (-173, 4), (-173, 6), (-175, 6)]);
        Assert.False(Shapes.Holds(farSide, 5, -174));
        Assert.True(Shapes.Holds(farSide, 5, -172));
    }

    [Fact]
    public void A_band_around_the_earth_reaches_the_pole()
    {
        var plain = Shapes.Polygon([(-180, 80), (180, 80), (180, 90), (-180, 90)]);
        var withMiddle = Shapes.Polygon([(-180, 80), (0, 80), (180, 80), (180, 90), (0, 90), (-180, 90)]);
        foreach (var shape in new[] { plain, withMiddle })
        {
            Assert.True(Shapes.Holds(shape, 85, 0));
            Assert.True(Shapes.Holds(shape, 85, 180));
            Assert.True(Shapes.Holds(shape, 85, -180));
            Assert.True(Shapes.Holds(shape, 90, 33));
            Assert.False(Shapes.Holds(shape, 79, 180));
        }
    }

    [Fact]
    public void The_south_pole_is_in_a_polygon_that_reaches_it()
    {
        Assert.True(Shapes.Holds(Shapes.Box(-180, -90, 180, -80), -90, 12));
    }

    [Fact]
    public void A_circle_across_the_antimeridian_holds_both_sides()
    {
        var shape = Shapes.Circle(-17, 179.9, 50_000);
        Assert.True(Shapes.Holds(shape, -17, 179.5));
        Assert.True(Shapes.Holds(shape, -17, -179.8));
        Assert.True(Shapes.Holds(shape, -17, 180));
        Assert.False(Shapes.Holds(shape, -17, -179));
        Assert.False(Shapes.Holds(shape, -17, 179));
    }

    [Fact]
    public void A_circle_over_a_pole_holds_all_longitudes()
    {
        var shape = Shapes.Circle(89.9, 20, 50_000);
        Assert.True(Shapes.Holds(shape, 90, -77));
        Assert.True(Shapes.Holds(shape, 89.9, -160));
        Assert.True(Shapes.Holds(shape, 89.7, 20));
        Assert.False(Shapes.Holds(shape, 89.6, -160));
    }
}
