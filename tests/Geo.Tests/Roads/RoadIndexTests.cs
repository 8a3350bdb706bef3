using Gateway.Geo.Roads;

namespace Gateway.Geo.Tests.Roads;

/// <summary>Scenes in which a vehicle is on one of several roads.</summary>
public sealed class RoadIndexTests
{
    private const double East = 90;
    private const double West = 270;
    private const double North = 0;

    [Fact]
    public void The_only_road_near_is_matched_with_distance_and_heading()
    {
        var map = new RoadMap().Road(7, 45, (-500, 0), (500, 0));
        var match = map.Match(0, 6, 95)!.Value;
        Assert.True(match.IsConfident);
        Assert.InRange(match.Confidence, 0.8, 1);
        Assert.Equal((7L, "road 7", 45.0), (match.Road.WayId, match.Road.Name, match.Road.LimitMph));
        Assert.Equal(6, match.Road.DistanceMetres, 0.02);
        Assert.Equal(5, match.Road.HeadingDifference!.Value, 0.01);

        // A road is driven in both directions, but not across.
        Assert.True(map.Match(0, 6, West)!.Value.IsConfident);
        Assert.Null(map.Match(0, 6, North));
        Assert.Null(map.Match(0, 40, East));
        Assert.Null(map.Match(600, 0, East));
    }

    [Fact]
    public void Far_off_with_good_accuracy_is_not_confident()
    {
        var map = new RoadMap().Road(7, 45, (-500, 0), (500, 0));
        Assert.False(map.Match(0, 27, East)!.Value.IsConfident);
        Assert.True(map.Match(0, 27, East, accuracy: 20)!.Value.IsConfident);
    }

    [Fact]
    public void A_frontage_road_with_another_limit_leaves_it_open_unless_the_road_before_decides()
    {
        var map = new RoadMap().Road(1, 65, (-500, 0), (500, 0)).Road(2, 35, (-500, 20), (500, 20));
        Assert.True(map.Match(0, -2, East)!.Value is { IsConfident: true, Road.WayId: 1 });
        var between = map.Match(0, 9, East)!.Value;
        Assert.False(between.IsConfident);
        Assert.InRange(between.Confidence, 0, 0.49);
        Assert.Equal(2, map.Query.Candidates.Length);
        Assert.True(map.Match(0, 9, East, previous: 1)!.Value is { IsConfident: true, Road.WayId: 1 });
        Assert.True(map.Match(0, 11, East, previous: 2)!.Value is { IsConfident: true, Road.WayId: 2 });

        // Clearly on the other one: what was before does not hold it.
        Assert.False(map.Match(0, 20, East, previous: 1)!.Value is { IsConfident: true, Road.WayId: 1 });
    }

    [Fact]
    public void A_parallel_road_without_a_limit_leaves_it_open_too_but_one_with_the_same_limit_does_not()
    {
        var unknown = new RoadMap().Road(1, 65, (-500, 0), (500, 0)).Road(2, null, (-500, 15), (500, 15));
        Assert.False(unknown.Match(0, 6, East)!.Value.IsConfident);
        var same = new RoadMap().Road(1, 65, (-500, 0), (500, 0)).Road(2, 65, (-500, 15), (500, 15));
        Assert.True(same.Match(0, 6, East)!.Value is { IsConfident: true, Road.LimitMph: 65 });
    }

    [Fact]
    public void A_crossing_road_and_a_bridge_are_told_by_heading()
    {
        var map = new RoadMap().Road(1, 65, (-500, 0), (500, 0)).Road(2, 25, (0, -500), (0, 500));
        Assert.True(map.Match(1, 3, East)!.Value is { IsConfident: true, Road.WayId: 1 });
        Assert.True(map.Match(1, 3, North)!.Value is { IsConfident: true, Road.WayId: 2 });

        // Where the heading says nothing, the crossing leaves it open.
        Assert.False(map.Match(1, 3, null)!.Value.IsConfident);
        Assert.False(map.Match(1, 3, East, mph: 5)!.Value.IsConfident);
        Assert.True(map.Match(200, 3, null)!.Value.IsConfident);
    }

    [Fact]
    public void One_way_roads_are_driven_one_way()
    {
        RoadAttributes Way(long id, OneWay direction) => new(id, null, direction, 50, 50, LimitSource.File);
        var map = new RoadMap()
            .Road(Way(1, OneWay.Forward), (-500, 0), (500, 0))
            .Road(Way(2, OneWay.Backward), (-500, 200), (500, 200));
        Assert.Equal(1, map.Match(0, 2, East)!.Value.Road.WayId);
        Assert.Null(map.Match(0, 2, West));
        Assert.Null(map.Match(0, 202, East));
        var back = map.Match(0, 202, West)!.Value.Road;
        Assert.Equal((2L, LimitSource.File, null), (back.WayId, back.Source, back.Name));

        // A dual carriageway: the two directions lie close together.
        var dual = new RoadMap()
            .Road(Way(1, OneWay.Forward), (-500, 0), (500, 0)).Road(Way(2, OneWay.Backward) with { ForwardMph = 30, BackwardMph = 30 }, (-500, 12), (500, 12));
        Assert.True(dual.Match(0, 6, East)!.Value is { IsConfident: true, Road.WayId: 1 });
        Assert.True(dual.Match(0, 6, West)!.Value is { IsConfident: true, Road.WayId: 2 });
    }

    [Fact]
    public void The_limit_is_that_of_the_direction_of_travel()
    {
        var attributes = new RoadAttributes(1, "hill", OneWay.No, 60, 40, LimitSource.Tagged);
        var map = new RoadMap().Road(attributes, (-500, 0), (500, 0));
        Assert.Equal(60, map.Match(0, 0, East)!.Value.Road.LimitMph);
        Assert.Equal(40, map.Match(0, 0, West)!.Value.Road.LimitMph);
        Assert.Null(map.Match(0, 0, null)!.Value.Road.LimitMph);
    }

    [Fact]
    public void A_bend_counts_once_and_by_its_best_piece()
    {
        var map = new RoadMap().Road(1, 45, (-500, 0), (0, 0), (0, 500));
        Assert.True(map.Match(-3, 4, East)!.Value is { IsConfident: true, Road.WayId: 1 });
        Assert.Equal(1, map.Query.Candidates.Length);
    }

    [Fact]
    public void Roads_across_the_antimeridian_are_found_from_both_sides()
    {
        var builder = new RoadIndexBuilder();
        builder.Add(new RoadAttributes(1, "Fiji", OneWay.No, 50, 50, LimitSource.Tagged), [179.99, -17, -179.99, -17.002]);
        var index = builder.Build();
        Assert.Equal(2, index.SegmentCount);
        foreach (var (latitude, longitude) in new[] { (-17.0005, 179.995), (-17.001, 180), (-17.001, -180), (-17.0015, -179.995) })
        {
            var match = index.Match(
                new RoadFix { Latitude = latitude, Longitude = longitude, Heading = 95, SpeedMph = 60 }, new RoadQuery());
            Assert.True(match!.Value.IsConfident);
            Assert.InRange(match.Value.Road.DistanceMetres, 0, 0.1);
        }
    }

    [Fact]
    public void What_is_not_a_position_throws_and_no_roads_match_nothing()
    {
        var index = new RoadIndexBuilder().Build();
        Assert.Null(index.Match(new RoadFix { Latitude = 1, Longitude = 1 }, new RoadQuery()));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => index.Match(new RoadFix { Latitude = double.NaN, Longitude = 1 }, new RoadQuery()));
    }

    [Fact]
    public void Candidates_agree_with_a_scan_of_all_roads_and_cost_no_allocation()
    {
        var random = new Random(5);
        var map = new RoadMap();
        var lines = new List<(double X1, double Y1, double X2, double Y2)>();
        for (var i = 0; i < 3_000; i++)
        {
            var (x, y) = ((random.NextDouble() - 0.5) * 4_000, (random.NextDouble() - 0.5) * 4_000);
            lines.Add((x, y, x + ((random.NextDouble() - 0.5) * 300), y + ((random.NextDouble() - 0.5) * 300)));
            map.Road(i, 30, (x, y), (lines[i].X2, lines[i].Y2));
        }

        Assert.Equal(3_000, map.Index.SegmentCount);
        var found = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var (x, y) = ((random.NextDouble() - 0.5) * 4_000, (random.NextDouble() - 0.5) * 4_000);
            map.Match(x, y, null);
            var near = lines.Select((line, id) => (Id: (long)id, Metres: Metres(line, x, y)))
                .Where(line => line.Metres < 30).OrderBy(line => line.Metres).ToArray();
            var seen = map.Query.Candidates.ToArray();

            // On the edge of the reach the plane of the test and the other one differ by millimetres.
            Assert.Equal(near.Where(line => line.Metres < 29.9).Select(line => line.Id).Order(), seen
                .Where(candidate => candidate.DistanceMetres < 29.9 || near.Any(line => line.Id == candidate.WayId && line.Metres < 29.9))
                .Select(candidate => candidate.WayId!.Value).Order());
            found += seen.Length;
        }

        Assert.True(found > 3_000, $"{found} found");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            map.Match(i, i, i % 360, previous: i);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double Metres((double X1, double Y1, double X2, double Y2) line, double x, double y) =>
        new NetTopologySuite.Geometries.LineSegment(line.X1, line.Y1, line.X2, line.Y2)
            .Distance(new NetTopologySuite.Geometries.Coordinate(x, y));
}
