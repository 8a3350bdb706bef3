using CsCheck;
using Gateway.Geo.Landmarks;

namespace Gateway.Geo.Tests.Landmarks;

/// <summary>Leaving a query out inside a clearance must never change the answer.</summary>
public sealed class LandmarkClearanceTests
{
    private const double Horizon = 20_000;

    private readonly LandmarkQuery _query = new();
    private readonly LandmarkQuery _other = new();

    [Fact]
    public void A_query_with_a_horizon_hits_the_same_as_one_without()
    {
        World(Gen.Double[-180, 180], Gen.Double[-90, 90], 0.5).Sample(
            world =>
            {
                foreach (var (lat, lon) in world.Positions)
                {
                    world.Index.Query(lat, lon, _query);
                    world.Index.Query(lat, lon, Horizon, _other);
                    Assert.Equal(_query.Ids(), _other.Ids());
                }
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void Every_position_within_a_clearance_has_the_same_hits() => SameWithin(Gen.Double[-180, 180], Gen.Double[-85, 85]);

    [Fact]
    public void Every_position_within_a_clearance_has_the_same_hits_at_the_antimeridian() =>
        SameWithin(Gen.Double[179.5, 180.5], Gen.Double[-60, 60]);

    [Fact]
    public void Every_position_within_a_clearance_has_the_same_hits_near_a_pole() =>
        SameWithin(Gen.Double[-180, 180], Gen.OneOf(Gen.Double[88.5, 90], Gen.Double[-90, -88.5]));

    [Fact]
    public void A_trace_that_skips_has_the_same_hits_as_one_that_does_not_and_skips_most()
    {
        var (queries, skipped, changes) = (0, 0, 0);
        World(Gen.Double[-112.3, -111.8], Gen.Double[33.2, 33.7], 0.05).Sample(
            world =>
            {
                foreach (var (startLat, startLon) in world.Positions.Take(3))
                {
                    var clearance = default(LandmarkClearance);
                    long[] skipping = [];
                    for (var second = 0; second < 600; second++)
                    {
                        // 30 m/s on a course that bends.
                        var lat = startLat + (0.02 * Math.Sin(second / 150.0));
                        var lon = startLon + (0.00025 * second);
                        queries++;
                        if (clearance.Covers(lat, lon))
                        {
                            skipped++;
                        }
                        else
                        {
                            world.Index.Query(lat, lon, 2_000, _query);
                            clearance = _query.Clearance;
                            var now = _query.Ids();
                            changes += now.AsSpan().SequenceEqual(skipping) ? 0 : 1;
                            skipping = now;
                        }

                        world.Index.Query(lat, lon, _other);
                        Assert.Equal(_other.Ids(), skipping);
                    }
                }
            },
            iter: 100,
            threads: 1);
        Assert.True(skipped > queries * 8L / 10, $"{skipped} of {queries} left out");
        Assert.True(changes > 100, $"{changes} changes");
    }

    [Fact]
    public void Far_from_everything_the_clearance_is_the_horizon()
    {
        Shapes.Index(Shapes.Box(0, 0, 1, 1)).Query(40, 40, 5_000, _query);
        Assert.Equal(5_000, _query.Clearance.Metres, 0.01);
        Shapes.Index().Query(40, 40, 5_000, _query);
        Assert.Equal(5_000, _query.Clearance.Metres, 0.01);
    }

    [Fact]
    public void The_clearance_is_close_to_the_true_distance_in_common_places()
    {
        // 0.01 degrees of longitude at 33° N, inside a box and outside of it.
        var metres = Distance.HaversineMetres(33.5, 0.01, 33.5, 0);
        var index = Shapes.Index(Shapes.Box(0, 33, 1, 34));
        index.Query(33.5, 0.01, 2_000, _query);
        Assert.InRange(_query.Clearance.Metres, 0.99 * metres, metres);
        index.Query(33.5, -0.01, 2_000, _query);
        Assert.InRange(_query.Clearance.Metres, 0.99 * metres, metres);
    }

    [Fact]
    public void The_clearance_never_exceeds_the_distance_to_a_meridian_however_near_the_pole()
    {
        // West of a box's edge along the meridian 0 the nearest boundary is that meridian, at R asin(cos φ sin λ).
        var index = Shapes.Index(Shapes.Box(0, 0, 150, 90));
        Gen.Select(Gen.Double[60, 89.9], Gen.Double[0.01, 80]).Sample(
            (lat, west) =>
            {
                index.Query(lat, -west, LandmarkIndex.MaxHorizonMetres, _query);
                var angle = Math.Asin(Math.Cos(lat * Math.PI / 180) * Math.Sin(west * Math.PI / 180));
                Assert.InRange(_query.Clearance.Metres, 0, Distance.EarthRadiusMetres * angle);
            },
            iter: 2_000,
            threads: 1);
    }

    [Fact]
    public void Without_a_horizon_nothing_is_covered()
    {
        Shapes.Index(Shapes.Box(0, 0, 1, 1)).Query(40, 40, _query);
        Assert.False(_query.Clearance.Covers(40, 40));
        Assert.False(default(LandmarkClearance).Covers(0, 0));
    }

    private static Gen<WorldCase> World(Gen<double> longitude, Gen<double> latitude, double size) =>
        Gen.Select(longitude, latitude).SelectMany((lon, lat) =>
        {
            var lons = Gen.Double[lon - (3 * size), lon + (3 * size)];
            var lats = Gen.Double[Math.Max(-89.9, lat - (3 * size)), Math.Min(89.9, lat + (3 * size))];
            var star = Gen.Select(lons, lats, Gen.Double[0.1 * size, size]).SelectMany((x, y, scale) =>
                StarPolygon.Around(Gen.Const(x), Gen.Const(y), Gen.Const(Math.Min(scale, 90 - Math.Abs(y)))))
                .Select(polygon => polygon.ToShape());
            var circle = Gen.Select(lats, lons, Gen.Double[50, size * 100_000])
                .Select((y, x, radius) => Shapes.Circle(y, StarPolygon.Wrap(x), radius));
            var positions = Gen.Select(lats, lons).Select((y, x) => (y, StarPolygon.Wrap(x))).Array[20];
            return Gen.Select(Gen.OneOf(star, circle).Array[1, 12], positions)
                .Select((shapes, at) => new WorldCase(Shapes.Index(shapes), at));
        });

    private void SameWithin(Gen<double> longitude, Gen<double> latitude)
    {
        var (covered, inside) = (0, 0);
        var moves = Gen.Select(Gen.Double[0, 2 * Math.PI], Gen.Double[0.5, 1]).Array[20];
        Gen.Select(World(longitude, latitude, 0.3), moves).Sample(
            (world, directions) =>
            {
                foreach (var (lat, lon) in world.Positions)
                {
                    world.Index.Query(lat, lon, Horizon, _query);
                    var clearance = _query.Clearance;
                    var hits = _query.Ids();
                    foreach (var (bearing, part) in directions)
                    {
                        var (toLat, toLon) = Move(lat, lon, bearing, part * clearance.Metres);
                        if (clearance.Covers(toLat, toLon))
                        {
                            covered++;
                            inside += hits.Length > 0 ? 1 : 0;
                            world.Index.Query(toLat, toLon, _other);
                            Assert.Equal(hits, _other.Ids());
                        }
                    }
                }
            },
            iter: 150,
            threads: 1);
        Assert.True(covered > 10_000 && inside > 500, $"{covered} covered, {inside} of them in a landmark");
    }

    /// <summary>Where a great circle leads.</summary>
    private static (double Latitude, double Longitude) Move(double lat, double lon, double bearing, double metres)
    {
        var (sinLat, cosLat) = Math.SinCos(lat * Math.PI / 180);
        var (sinAngle, cosAngle) = Math.SinCos(metres / Distance.EarthRadiusMetres);
        var sinTo = Math.Clamp((sinLat * cosAngle) + (cosLat * sinAngle * Math.Cos(bearing)), -1, 1);
        var turn = Math.Atan2(Math.Sin(bearing) * sinAngle * cosLat, cosAngle - (sinLat * sinTo));
        return (Math.Asin(sinTo) * 180 / Math.PI, StarPolygon.Wrap(lon + (turn * 180 / Math.PI)));
    }

    private sealed record WorldCase(LandmarkIndex Index, (double Latitude, double Longitude)[] Positions);
}
