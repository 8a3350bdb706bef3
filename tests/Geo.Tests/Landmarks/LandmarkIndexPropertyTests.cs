using CsCheck;
using Gateway.Geo.Landmarks;
using NetTopologySuite.Geometries;

namespace Gateway.Geo.Tests.Landmarks;

/// <summary>Random shapes and positions against NetTopologySuite, haversine, and a scan of all landmarks.</summary>
public sealed class LandmarkIndexPropertyTests
{
    private const double BoundaryDegrees = 1e-9;

    private static readonly Gen<(double X, double Y)[]> Offsets =
        Gen.Select(Gen.Double[-1.2, 1.2], Gen.Double[-1.2, 1.2]).Array[40];

    [Fact]
    public void Polygons_with_holes_agree_with_NetTopologySuite()
    {
        var (inside, outside) = (0, 0);
        Gen.Select(StarPolygon.Around(Gen.Double[-178, 178], Gen.Double[-80, 80], Gen.Double[0.001, 2]), Offsets)
            .Sample((star, offsets) => Compare(star, offsets, ref inside, ref outside), iter: 400, threads: 1);
        Assert.True(inside > 100 && outside > 100, $"{inside} inside, {outside} outside");
    }

    [Fact]
    public void Polygons_across_the_antimeridian_agree_with_NetTopologySuite()
    {
        var (inside, outside) = (0, 0);
        Gen.Select(StarPolygon.Around(Gen.Double[179, 181], Gen.Double[-80, 80], Gen.Double[0.5, 2]), Offsets)
            .Sample((star, offsets) => Compare(star, offsets, ref inside, ref outside), iter: 400, threads: 1);
        Gen.Select(StarPolygon.Around(Gen.Double[-181, -179], Gen.Double[-80, 80], Gen.Double[0.5, 2]), Offsets)
            .Sample((star, offsets) => Compare(star, offsets, ref inside, ref outside), iter: 400, threads: 1);
        Assert.True(inside > 100 && outside > 100, $"{inside} inside, {outside} outside");
    }

    [Fact]
    public void A_multipolygon_is_the_union_of_its_polygons()
    {
        // Close enough together that many overlap.
        var stars = StarPolygon.Around(Gen.Double[10, 13], Gen.Double[50, 52], Gen.Double[0.1, 1]).Array[1, 5];
        Gen.Select(stars, Gen.Select(Gen.Double[9, 14], Gen.Double[49, 53]).Array[40]).Sample(
            (polygons, positions) =>
            {
                var shape = Shapes.MultiPolygon([.. polygons.Select(star => star.Wrapped())]);
                var geometries = polygons.Select(star => star.ToGeometry()).ToArray();
                foreach (var (lon, lat) in positions)
                {
                    var point = new Point(lon, lat);
                    if (geometries.All(geometry => geometry.Boundary.Distance(point) > BoundaryDegrees))
                    {
                        Assert.Equal(geometries.Any(geometry => geometry.Contains(point)), Shapes.Holds(shape, lat, lon));
                    }
                }
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void Circles_agree_with_haversine_everywhere_on_earth()
    {
        var inside = 0;
        var latitude = Gen.OneOf(Gen.Double[-90, 90], Gen.Double[89, 90], Gen.Double[-90, -89]);
        var longitude = Gen.OneOf(Gen.Double[-180, 180], Gen.Double[179.5, 180], Gen.Double[-180, -179.5]);
        Gen.Select(latitude, longitude, Gen.Double[1, 100_000], Offsets).Sample(
            (lat, lon, radius, offsets) =>
            {
                var shape = Shapes.Circle(lat, lon, radius);
                var degrees = radius / 111_195;
                foreach (var (x, y) in offsets)
                {
                    var pointLat = Math.Clamp(lat + (y * degrees), -90, 90);
                    var width = Math.Min(180, degrees / Math.Max(1e-6, Math.Cos(lat * Math.PI / 180)));
                    var pointLon = StarPolygon.Wrap(lon + (x * width / 1.2));
                    var metres = Distance.HaversineMetres(lat, lon, pointLat, pointLon);
                    if (Math.Abs(metres - radius) > 1e-3)
                    {
                        Assert.Equal(metres < radius, Shapes.Holds(shape, pointLat, pointLon));
                        inside += metres < radius ? 1 : 0;
                    }
                }
            },
            iter: 1000,
            threads: 1);
        Assert.True(inside > 1000);
    }

    [Fact]
    public void An_index_of_many_landmarks_agrees_with_a_scan_of_each_alone()
    {
        var hits = 0;
        var star = StarPolygon.Around(Gen.Double[176, 184], Gen.Double[-4, 4], Gen.Double[0.01, 2])
            .Select(polygon => polygon.ToShape());
        var circle = Gen.Select(Gen.Double[-4, 4], Gen.Double[176, 184], Gen.Double[10, 90_000])
            .Select((lat, lon, radius) => Shapes.Circle(lat, StarPolygon.Wrap(lon), radius));
        var positions = Gen.Select(Gen.Double[-5, 5], Gen.Double[175, 185]).Array[30];
        var query = new LandmarkQuery();
        Gen.Select(Gen.OneOf(star, circle).Array[0, 120], positions).Sample(
            (shapes, at) =>
            {
                // Ids that do not follow the order of insertion.
                var landmarks = shapes.Select((shape, i) => Shapes.Landmark((i * 7919 % 127) + 1, shape)).ToArray();
                var index = new LandmarkIndex(1, landmarks);
                var alone = landmarks.OrderBy(landmark => landmark.Id)
                    .Select(landmark => (landmark.Id, Index: new LandmarkIndex(1, [landmark]))).ToArray();
                foreach (var (lat, turned) in at)
                {
                    var lon = StarPolygon.Wrap(turned);
                    var expected = alone
                        .Where(single => single.Index.Query(lat, lon, query) == 1).Select(single => single.Id).ToArray();
                    Assert.Equal(expected.Length, index.Query(lat, lon, query));
                    Assert.Equal(expected, query.Ids());
                    hits += expected.Length;
                }
            },
            iter: 40,
            threads: 1);
        Assert.True(hits > 1000, $"{hits} hits");
    }

    private static void Compare(StarPolygon star, (double X, double Y)[] offsets, ref int inside, ref int outside)
    {
        var shape = star.ToShape();
        var geometry = star.ToGeometry();
        var box = geometry.EnvelopeInternal;
        var index = Shapes.Index(shape);
        var query = new LandmarkQuery();
        foreach (var (x, y) in offsets)
        {
            var point = new Point(box.Centre.X + (x * box.Width / 2), box.Centre.Y + (y * box.Height / 2));
            if (geometry.Boundary.Distance(point) > BoundaryDegrees)
            {
                var expected = geometry.Contains(point);
                Assert.Equal(expected ? 1 : 0, index.Query(point.Y, StarPolygon.Wrap(point.X), query));
                inside += expected ? 1 : 0;
                outside += expected ? 0 : 1;
            }
        }
    }
}
