using CsCheck;
using Gateway.Geo.Landmarks;
using NetTopologySuite.Geometries;

namespace Gateway.Geo.Tests.Landmarks;

/// <summary>Random ways against NetTopologySuite on shifted coordinates, against queries along the way, and each alone.</summary>
public sealed class LandmarkSegmentPropertyTests
{
    private static readonly Gen<(double X1, double Y1, double X2, double Y2)[]> Ways =
        Gen.Select(Gen.Double[-1.5, 1.5], Gen.Double[-1.5, 1.5], Gen.Double[-1.5, 1.5], Gen.Double[-1.5, 1.5]).Array[20];

    private readonly LandmarkSegmentQuery _query = new();
    private readonly LandmarkQuery _point = new();

    [Theory]
    [InlineData(-178, 178)]
    [InlineData(179.99, 180.01)]
    [InlineData(-180.01, -179.99)]
    public void Small_polygons_are_crossed_where_NetTopologySuite_says(double west, double east)
    {
        var (crossed, missed) = (0, 0);
        Gen.Select(StarPolygon.Around(Gen.Double[west, east], Gen.Double[-60, 60], Gen.Double[0.001, 0.02]), Ways).Sample(
            (star, ways) =>
            {
                var geometry = star.ToGeometry();
                var index = Shapes.Index(star.ToShape());
                var box = geometry.EnvelopeInternal;
                foreach (var (x1, y1, x2, y2) in ways)
                {
                    var from = new Coordinate(box.Centre.X + (x1 * box.Width / 2), box.Centre.Y + (y1 * box.Height / 2));
                    var to = new Coordinate(box.Centre.X + (x2 * box.Width / 2), box.Centre.Y + (y2 * box.Height / 2));
                    var slack = StraySlack(from, to);
                    if (!IsSharp(geometry, from, to, slack))
                    {
                        continue;
                    }

                    var count = index.QuerySegment(
                        from.Y, StarPolygon.Wrap(from.X), to.Y, StarPolygon.Wrap(to.X), _query);
                    var line = new LineString([from, to]);
                    var inner = geometry.Intersection(line);
                    Assert.Equal(inner.IsEmpty ? 0 : 1, count);
                    crossed += count;
                    missed += 1 - count;
                    if (count == 1)
                    {
                        var parts = inner.Coordinates.Select(at => at.Distance(from) / line.Length).ToArray();

                        // Beside the stray, the pace along an arc differs from the pace along a line.
                        var tolerance = 1e-5 + (10 * slack / line.Length);
                        Assert.Equal(parts.Min(), _query.Crossings[0].Enter, tolerance);
                        Assert.Equal(parts.Max(), _query.Crossings[0].Leave, tolerance);
                    }
                }
            },
            iter: 200,
            threads: 1);
        Assert.True(crossed > 500 && missed > 200, $"{crossed} crossed, {missed} missed");
    }

    [Theory]
    [InlineData(-180, 180, -80, 80)]
    [InlineData(179, 181, -80, 80)]
    [InlineData(-180, 180, 87, 89.9)]
    [InlineData(-180, 180, -89.9, -87)]
    public void Circles_are_entered_and_left_where_the_distance_to_the_centre_is_the_radius(
        double west, double east, double south, double north)
    {
        var edges = 0;
        Gen.Select(Gen.Double[south, north], Gen.Double[west, east], Gen.Double[20, 50_000], Ways).Sample(
            (lat, lon, radius, ways) =>
            {
                var index = Shapes.Index(Shapes.Circle(lat, StarPolygon.Wrap(lon), radius));
                var degrees = radius / 111_195;
                foreach (var (x1, y1, x2, y2) in ways)
                {
                    var (lat1, lon1) = Beside(lat, lon, x1 * degrees, y1 * degrees);
                    var (lat2, lon2) = Beside(lat, lon, x2 * degrees, y2 * degrees);
                    var arc = new GreatCircleArc(lat1, lon1, lat2, lon2);
                    var nearest = Enumerable.Range(0, 65).Min(i => Metres(arc, i / 64.0));
                    var count = index.QuerySegment(lat1, lon1, lat2, lon2, _query);
                    if (count == 0)
                    {
                        // The search may stray from the arc by half a metre.
                        Assert.True(nearest >= radius - 0.6, $"{nearest} {radius}");
                        continue;
                    }

                    var crossing = _query.Crossings[0];
                    Assert.True(crossing.Enter < crossing.Leave || nearest > radius - 0.001, $"{nearest} {radius}");
                    foreach (var edge in new[] { crossing.Enter, crossing.Leave })
                    {
                        if (edge is > 0 and < 1)
                        {
                            edges++;
                            Assert.Equal(radius, Metres(arc, edge), 0.01);
                        }
                        else
                        {
                            Assert.True(Metres(arc, edge) <= radius + 0.01);
                        }
                    }
                }

                double Metres(GreatCircleArc arc, double fraction)
                {
                    var at = arc.At(fraction);
                    return Distance.HaversineMetres(at.Latitude, at.Longitude, lat, lon);
                }
            },
            iter: 300,
            threads: 1);
        Assert.True(edges > 2_000, $"{edges} edges");
    }

    [Theory]
    [InlineData(10, 50)]
    [InlineData(180, 10)]
    [InlineData(-180, -60)]
    public void Large_shapes_are_crossed_where_queries_along_the_arc_find_them(double longitude, double latitude)
    {
        var checks = 0;
        var star = StarPolygon.Around(
            Gen.Double[longitude - 1, longitude + 1], Gen.Double[latitude - 1, latitude + 1], Gen.Double[0.1, 2])
            .Select(polygon => polygon.ToShape());
        var circle = Gen.Select(
            Gen.Double[latitude - 1, latitude + 1], Gen.Double[longitude - 1, longitude + 1], Gen.Double[100, 90_000])
            .Select((lat, lon, radius) => Shapes.Circle(lat, StarPolygon.Wrap(lon), radius));
        Gen.Select(Gen.OneOf(star, circle).Array[1, 40], Ways).Sample(
            (shapes, ways) =>
            {
                var index = Shapes.Index(shapes);
                foreach (var (x1, y1, x2, y2) in ways.Take(6))
                {
                    var (lat1, lon1) = (latitude + y1, StarPolygon.Wrap(longitude + x1));
                    var (lat2, lon2) = (latitude + y2, StarPolygon.Wrap(longitude + x2));
                    index.QuerySegment(lat1, lon1, lat2, lon2, _query);
                    var crossings = _query.Crossings.ToArray().ToDictionary(crossing => crossing.Landmark.Id);
                    Assert.Equal(_query.Crossings.Length, crossings.Count);
                    var arc = new GreatCircleArc(lat1, lon1, lat2, lon2);

                    // A few metres beside an edge either answer is right.
                    var slack = 3 / Math.Max(100, arc.Metres);
                    for (var i = 0; i <= 100; i++)
                    {
                        var part = i / 100.0;
                        var at = arc.At(part);
                        index.QueryNear(at.Latitude, at.Longitude, 500, _point);
                        foreach (var near in _point.Nearby)
                        {
                            if (near.Inside && near.BoundaryMetres > 2)
                            {
                                checks++;
                                var crossing = crossings[near.Landmark.Id];
                                Assert.InRange(part, crossing.Enter - slack, crossing.Leave + slack);
                            }
                        }

                        foreach (var crossing in crossings.Values.Where(IsEdgeAt(part, slack)))
                        {
                            Assert.Contains(_point.Nearby.ToArray(), near => near.Landmark.Id == crossing.Landmark.Id);
                        }
                    }

                    AssertEnds(index, lat1, lon1, at => at.Enter == 0);
                    AssertEnds(index, lat2, lon2, at => at.Leave == 1);
                }
            },
            iter: 60,
            threads: 1);
        Assert.True(checks > 5_000, $"{checks} checks");

        static Func<LandmarkCrossing, bool> IsEdgeAt(double part, double slack) => crossing =>
            (crossing.Enter > 0 && Math.Abs(part - crossing.Enter) < slack)
            || (crossing.Leave < 1 && Math.Abs(part - crossing.Leave) < slack);
    }

    private void AssertEnds(LandmarkIndex index, double latitude, double longitude, Func<LandmarkCrossing, bool> isThere)
    {
        // On an edge the end is outside or inside by its side, and the way may start inside nevertheless.
        index.QueryNear(latitude, longitude, 500, _point);
        if (_point.Nearby.ToArray().All(near => near.BoundaryMetres > 0.001))
        {
            var there = _query.Crossings.ToArray().Where(isThere).Select(crossing => crossing.Landmark.Id).Order();
            Assert.Equal(_point.Ids(), there);
        }
    }

    private static (double Latitude, double Longitude) Beside(double latitude, double longitude, double x, double y)
    {
        var lat = latitude + y;
        var lon = longitude + (x / Math.Max(0.001, Math.Cos(latitude * Math.PI / 180)));
        if (Math.Abs(lat) > 90)
        {
            // Over the pole and down the other side.
            lat = (Math.Sign(lat) * 180) - lat;
            lon += 180;
        }

        return (lat, Math.Clamp(lon - (360 * Math.Floor((lon + 180) / 360)), -180, 180));
    }

    // How far arc and straight line may lie apart, in degrees of longitude or latitude.
    private static double StraySlack(Coordinate from, Coordinate to)
    {
        var furthest = Math.Max(Math.Abs(from.Y), Math.Abs(to.Y)) * Math.PI / 180;
        var metres = from.Distance(to) * 111_195;
        var stray = metres * metres * Math.Tan(furthest) / (8 * Distance.EarthRadiusMetres);
        return 1e-9 + (1.5 * Math.Min(0.5, stray) / (111_195 * Math.Cos(furthest)));
    }

    // Whether the way stays clear of all corners and cuts all edges that it meets at more than a few degrees.
    private static bool IsSharp(Polygon geometry, Coordinate from, Coordinate to, double slack)
    {
        var line = new LineString([from, to]);
        if (line.Length < 100 * slack
            || geometry.Boundary.Distance(new Point(from)) < slack
            || geometry.Boundary.Distance(new Point(to)) < slack)
        {
            return false;
        }

        var course = Math.Atan2(to.Y - from.Y, to.X - from.X);
        foreach (var ring in geometry.Holes.Append(geometry.Shell))
        {
            var corners = ring.Coordinates;
            for (var i = 1; i < corners.Length; i++)
            {
                var edge = new LineString([corners[i - 1], corners[i]]);
                var turn = Math.Atan2(corners[i].Y - corners[i - 1].Y, corners[i].X - corners[i - 1].X) - course;
                if (line.Distance(new Point(corners[i])) < slack
                    || (Math.Abs(Math.Sin(turn)) < 0.2 && edge.Distance(line) < slack))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
