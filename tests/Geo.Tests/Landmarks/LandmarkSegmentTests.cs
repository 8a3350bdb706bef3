using Gateway.Geo.Landmarks;

namespace Gateway.Geo.Tests.Landmarks;

/// <summary>Crossings that can be told by hand.</summary>
public sealed class LandmarkSegmentTests
{
    private readonly LandmarkSegmentQuery _query = new();

    [Fact]
    public void A_way_through_a_box_enters_and_leaves_where_its_edges_are()
    {
        var index = Shapes.Index(Shapes.Box(1, -1, 2, 1));
        Assert.Equal(1, index.QuerySegment(0, 0, 0, 4, _query));
        AssertCrossing(1, 0.25, 0.5);
        index.QuerySegment(0, 4, 0, 0, _query);
        AssertCrossing(1, 0.5, 0.75);
    }

    [Fact]
    public void An_end_that_is_within_is_0_or_1()
    {
        var index = Shapes.Index(Shapes.Box(1, -1, 2, 1));
        index.QuerySegment(0, 1.5, 0, 3.5, _query);
        AssertCrossing(1, 0, 0.25);
        index.QuerySegment(0, 0, 0, 1.25, _query);
        AssertCrossing(1, 0.8, 1);
        index.QuerySegment(0, 1.2, 0, 1.8, _query);
        AssertCrossing(1, 0, 1);
        index.QuerySegment(0, 1.5, 0, 1.5, _query);
        AssertCrossing(1, 0, 1);
    }

    [Fact]
    public void A_way_that_passes_by_touches_a_corner_or_follows_an_edge_outside_crosses_nothing()
    {
        var index = Shapes.Index(Shapes.Box(1, 1, 2, 2), Shapes.Circle(0, 30, 1_000));
        Assert.Equal(0, index.QuerySegment(0, 0, 0, 4, _query));

        // Over a corner on a meridian-and-parallel grid so small that arcs are lines.
        var small = Shapes.Index(Shapes.Polygon([(0, 0), (0.001, 0.001), (0, 0.002), (-0.001, 0.001)]));
        Assert.Equal(0, small.QuerySegment(0.0005, 0.001, 0.0015, 0.001, _query));
        var box = Shapes.Index(Shapes.Box(0, 0, 0.001, 0.001));
        Assert.Equal(0, box.QuerySegment(-0.001, 0.001, 0.002, 0.001, _query));
        Assert.Equal(1, box.QuerySegment(-0.001, 0, 0.002, 0, _query));
        AssertCrossing(1, 1.0 / 3, 2.0 / 3);
    }

    [Fact]
    public void A_hole_is_outside_and_a_way_within_it_crosses_nothing()
    {
        (double, double)[] shell = [(0, -1), (4, -1), (4, 1), (0, 1)];
        (double, double)[] hole = [(1, -0.5), (3, -0.5), (3, 0.5), (1, 0.5)];
        var index = Shapes.Index(Shapes.Polygon(shell, hole));
        Assert.Equal(0, index.QuerySegment(0, 1.5, 0, 2.5, _query));
        index.QuerySegment(0, 2, 0, 7, _query);
        AssertCrossing(1, 0.2, 0.4);

        // First in, last out: the hole between does not end it.
        index.QuerySegment(0, -1, 0, 9, _query);
        AssertCrossing(1, 0.1, 0.5);
    }

    [Fact]
    public void The_parts_of_a_multipolygon_make_one_crossing()
    {
        var index = Shapes.Index(Shapes.MultiPolygon(
            [[(1, -1), (2, -1), (2, 1), (1, 1)]], [[(3, -1), (4, -1), (4, 1), (3, 1)]]));
        Assert.Equal(1, index.QuerySegment(0, 0, 0, 10, _query));
        AssertCrossing(1, 0.1, 0.4);
    }

    [Fact]
    public void Crossings_come_by_enter_then_by_id()
    {
        var index = Shapes.Index(Shapes.Box(6, -1, 7, 1), Shapes.Box(3, -1, 9, 1), Shapes.Box(3, -1, 4, 1));
        Assert.Equal(3, index.QuerySegment(0, 0, 0, 10, _query));
        Assert.Equal([2, 3, 1], _query.Crossings.ToArray().Select(crossing => crossing.Landmark.Id));
        Assert.Equal(0, index.QuerySegment(5, 0, 5, 10, _query));
        Assert.True(_query.Crossings.IsEmpty);
    }

    [Fact]
    public void A_circle_on_the_way_is_crossed_over_its_diameter()
    {
        // Along a meridian a degree is as long everywhere.
        const double Degree = Distance.EarthRadiusMetres * Math.PI / 180;
        var index = Shapes.Index(Shapes.Circle(50, 8, Degree / 100));
        index.QuerySegment(49.9, 8, 50.1, 8, _query);
        AssertCrossing(1, 0.45, 0.55);
        index.QuerySegment(50, 8, 50.1, 8, _query);
        AssertCrossing(1, 0, 0.1);
    }

    [Theory]
    [InlineData(179, -179)]
    [InlineData(-179, 179)]
    public void A_way_across_the_antimeridian_takes_the_short_way(double from, double to)
    {
        var index = Shapes.Index(
            Shapes.Polygon([(179.5, -1), (-179.5, -1), (-179.5, 1), (179.5, 1)]),
            Shapes.Box(-10, -1, 10, 1),
            Shapes.Circle(0, 180, 10_000),
            Shapes.MultiPolygon(
                [[(179.5, -1), (180, -1), (180, 1), (179.5, 1)]], [[(-180, -1), (-179.5, -1), (-179.5, 1), (-180, 1)]]));
        Assert.Equal(3, index.QuerySegment(0, from, 0, to, _query));
        AssertCrossing(1, 0.25, 0.75);
        AssertCrossing(4, 0.25, 0.75);
        var circle = _query.Crossings.ToArray().Single(crossing => crossing.Landmark.Id == 3);
        var half = 10_000 / Distance.HaversineMetres(0, from, 0, to);
        Assert.Equal(0.5 - half, circle.Enter, 1e-9);
        Assert.Equal(0.5 + half, circle.Leave, 1e-9);
    }

    [Fact]
    public void A_way_that_ends_on_the_antimeridian_by_either_name_is_in_what_lies_there()
    {
        var index = Shapes.Index(Shapes.Polygon([(179.5, -1), (-179.5, -1), (-179.5, 1), (179.5, 1)]));
        foreach (var name in new[] { 180.0, -180.0 })
        {
            index.QuerySegment(0, 179, 0, name, _query);
            AssertCrossing(1, 0.5, 1);
            index.QuerySegment(0, name, 0, -179, _query);
            AssertCrossing(1, 0, 0.5);
        }
    }

    [Fact]
    public void A_way_over_the_pole_crosses_the_cap_and_the_circle_around_it()
    {
        var index = Shapes.Index(
            Shapes.Circle(90, 0, 111_195.08 / 2), Shapes.Polygon([(-180, 89.5), (180, 89.5), (180, 90), (-180, 90)]));
        Assert.Equal(2, index.QuerySegment(89, 30, 89, -150, _query));
        AssertCrossing(1, 0.25, 0.75, 1e-6);
        AssertCrossing(2, 0.25, 0.75, 1e-4);
    }

    [Fact]
    public void A_band_around_the_earth_holds_a_way_along_it_across_the_antimeridian()
    {
        var index = Shapes.Index(Shapes.Polygon([(-180, 10), (180, 10), (180, 20), (-180, 20)]));
        index.QuerySegment(15, 179, 15, -179, _query);
        AssertCrossing(1, 0, 1);
        index.QuerySegment(15, 179, 25, -179, _query);
        Assert.Equal(0, _query.Crossings[0].Enter);
        Assert.InRange(_query.Crossings[0].Leave, 0.49, 0.51);
    }

    [Theory]
    [InlineData(91, 0)]
    [InlineData(0, 181)]
    [InlineData(double.NaN, 0)]
    public void What_is_not_a_position_throws(double latitude, double longitude)
    {
        var index = Shapes.Index(Shapes.Box(0, 0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.QuerySegment(latitude, longitude, 0, 0, _query));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.QuerySegment(0, 0, latitude, longitude, _query));
    }

    private void AssertCrossing(long id, double enter, double leave, double tolerance = 1e-5)
    {
        var crossing = _query.Crossings.ToArray().Single(crossing => crossing.Landmark.Id == id);
        Assert.Equal(enter, crossing.Enter, tolerance);
        Assert.Equal(leave, crossing.Leave, tolerance);
    }
}
