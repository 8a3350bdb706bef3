using CsCheck;
using Gateway.Geo.Landmarks;

namespace Gateway.Geo.Tests.Landmarks;

public sealed class LandmarkIndexTests
{
    private readonly LandmarkQuery _query = new();

    [Fact]
    public void Hits_are_sorted_by_id_and_each_landmark_stands_once()
    {
        var box = Shapes.Box(-1, -1, 1, 1);
        var twice = Shapes.MultiPolygon(
            [[(-1, -1), (1, -1), (1, 1), (-1, 1)]], [[(-2, -2), (2, -2), (2, 2), (-2, 2)]]);
        var index = new LandmarkIndex(1, [Shapes.Landmark(9, box), Shapes.Landmark(2, twice), Shapes.Landmark(5, box)]);
        Assert.Equal(3, index.Query(0, 0, _query));
        Assert.Equal([2L, 5, 9], _query.Ids());
        Assert.Same(index.Find(5), _query.Hits[1]);
    }

    [Fact]
    public void A_scratch_serves_one_index_after_another()
    {
        var many = Shapes.Index([.. Enumerable.Repeat(Shapes.Box(-1, -1, 1, 1), 50)]);
        var none = Shapes.Index();
        Assert.Equal(50, many.Query(0, 0, _query));
        Assert.Equal(0, none.Query(0, 0, _query));
        Assert.True(_query.Hits.IsEmpty);
        Assert.Equal(50, many.Query(0, 0, _query));
    }

    [Fact]
    public void A_hole_is_outside()
    {
        var shape = Shapes.Polygon(
            [(0, 0), (10, 0), (10, 10), (0, 10)], [(4, 4), (6, 4), (6, 6), (4, 6)]);
        Assert.True(Shapes.Holds(shape, 2, 2));
        Assert.False(Shapes.Holds(shape, 5, 5));
    }

    [Theory]
    [InlineData(0, 5, true)]    // southern edge
    [InlineData(10, 5, false)]  // northern edge
    [InlineData(5, 0, true)]    // western edge
    [InlineData(5, 10, false)]  // eastern edge
    [InlineData(0, 0, true)]    // south-western corner
    [InlineData(0, 10, false)]
    [InlineData(10, 0, false)]
    [InlineData(10, 10, false)]
    public void West_and_south_edges_are_inside_and_east_and_north_ones_are_not(double lat, double lon, bool inside)
    {
        Assert.Equal(inside, Shapes.Holds(Shapes.Box(0, 0, 10, 10), lat, lon));
        var windsOtherWay = Shapes.Polygon([(0, 0), (0, 10), (10, 10), (10, 0)]);
        Assert.Equal(inside, Shapes.Holds(windsOtherWay, lat, lon));
    }

    [Fact]
    public void A_position_on_the_common_edge_of_neighbours_is_in_exactly_one()
    {
        // A slanted edge from (x, 0) to (z, 10), positions computed to lie on it or a rounding error beside it.
        Gen.Select(Gen.Double[3, 7], Gen.Double[3, 7], Gen.Double[0, 1].Array[20]).Sample(
            (x, z, along) =>
            {
                var index = Shapes.Index(
                    Shapes.Polygon([(0, 0), (x, 0), (z, 10), (0, 10)]),
                    Shapes.Polygon([(x, 0), (10, 0), (10, 10), (z, 10)]));
                foreach (var t in along)
                {
                    Assert.Equal(1, index.Query(Math.Min(10 * t, 9.99), x + (t * (z - x)), _query));
                }
            },
            iter: 500,
            threads: 1);
    }

    [Fact]
    public void Neighbours_across_the_antimeridian_share_it_without_gap_or_overlap()
    {
        var index = Shapes.Index(Shapes.Box(170, 0, 180, 10), Shapes.Box(-180, 0, -170, 10));
        Assert.Equal(1, index.Query(5, 180, _query));
        Assert.Equal([2L], _query.Ids());
        Assert.Equal(1, index.Query(5, -180, _query));
        Assert.Equal([2L], _query.Ids());
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(90.001, 0)]
    [InlineData(0, -180.001)]
    [InlineData(0, double.PositiveInfinity)]
    public void What_is_not_a_position_is_refused(double lat, double lon)
    {
        var index = Shapes.Index(Shapes.Box(-1, -1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Query(lat, lon, _query));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100_001)]
    [InlineData(double.NaN)]
    public void What_is_not_a_horizon_is_refused(double horizon)
    {
        var index = Shapes.Index(Shapes.Box(-1, -1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Query(0, 0, horizon, _query));
    }

    [Fact]
    public void Landmarks_of_another_account_and_double_ids_are_refused()
    {
        var box = Shapes.Box(-1, -1, 1, 1);
        Assert.Throws<ArgumentException>(() => new LandmarkIndex(1, [Shapes.Landmark(1, box, accountId: 2)]));
        Assert.Throws<ArgumentException>(
            () => new LandmarkIndex(1, [Shapes.Landmark(4, box), Shapes.Landmark(4, box)]));
    }
}
