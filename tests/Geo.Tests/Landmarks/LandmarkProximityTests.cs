using CsCheck;
using Gateway.Geo.Landmarks;
using NetTopologySuite.Geometries;

namespace Gateway.Geo.Tests.Landmarks;

public sealed class LandmarkProximityTests
{
    private const double MetresPerDegree = Distance.EarthRadiusMetres * Math.PI / 180;

    private readonly LandmarkQuery _query = new();

    [Fact]
    public void Hits_and_neighbours_tell_how_far_their_boundary_is()
    {
        // West edge at 0°: 100 m to the east of it is inside, 100 m to the west is near.
        var index = Shapes.Index(Shapes.Box(0, 33, 1, 34), Shapes.Circle(33.5, 0, 1_000), Shapes.Box(5, 33, 6, 34));
        var degrees = 100 / (MetresPerDegree * Math.Cos(33.5 * Math.PI / 180));
        Assert.Equal(2, index.QueryNear(33.5, degrees, 500, _query));
        Assert.Equal([1, 2], _query.Nearby.ToArray().Select(near => near.Landmark.Id));
        Assert.All(_query.Nearby.ToArray(), near => Assert.True(near.Inside));
        Assert.Equal(100, _query.Nearby[0].BoundaryMetres, 0.01);
        Assert.Equal(500, _query.Nearby[1].BoundaryMetres);

        Assert.Equal(1, index.QueryNear(33.5, -degrees, 500, _query));
        Assert.False(_query.Nearby[0].Inside);
        Assert.Equal(100, _query.Nearby[0].BoundaryMetres, 0.01);

        index.QueryNear(33.5, -10 * degrees, 500, _query);
        Assert.Equal(1_000 - 1_000, _query.Nearby[0].BoundaryMetres, 0.5);
        index.Query(33.5, -degrees, 500, _query);
        Assert.True(_query.Nearby.IsEmpty);
    }

    [Fact]
    public void A_landmark_across_the_antimeridian_is_near_from_both_sides_and_listed_once()
    {
        var index = Shapes.Index(Shapes.Polygon([(179.99, -1), (-179.99, -1), (-179.99, 1), (179.99, 1)]));
        foreach (var longitude in new[] { 179.98, -179.98, 179.995, -179.995 })
        {
            index.QueryNear(0, longitude, 2_000, _query);
            var near = Assert.Single(_query.Nearby.ToArray());
            Assert.Equal(Math.Abs(longitude) > 179.99, near.Inside);
            var expected = Math.Abs(Math.Abs(longitude) - 179.99) * MetresPerDegree;
            Assert.InRange(near.BoundaryMetres, 0.99 * expected, expected + 1e-6);
        }
    }

    [Fact]
    public void Distances_to_polygons_agree_with_NetTopologySuite()
    {
        var (inside, outside) = (0, 0);
        var offsets = Gen.Select(Gen.Double[-1.2, 1.2], Gen.Double[-1.2, 1.2]).Array[20];
        Gen.Select(StarPolygon.Around(Gen.Double[-178, 178], Gen.Double[-60, 60], Gen.Double[0.001, 0.1]), offsets).Sample(
            (star, at) =>
            {
                var geometry = star.ToGeometry();
                var box = geometry.EnvelopeInternal;
                var index = Shapes.Index(star.ToShape());
                foreach (var (x, y) in at)
                {
                    var point = new Coordinate(box.Centre.X + (x * box.Width / 2), box.Centre.Y + (y * box.Height / 2));
                    var expected = MetresToBoundary(geometry, point);
                    index.QueryNear(point.Y, point.X, 2_000, _query);
                    if (expected > 2_010)
                    {
                        Assert.All(_query.Nearby.ToArray(), near => Assert.True(near.Inside));
                    }
                    else if (expected is > 0.001 and < 1_990)
                    {
                        var near = Assert.Single(_query.Nearby.ToArray());
                        Assert.InRange(near.BoundaryMetres, (0.998 * expected) - 0.01, expected * 1.0001);
                        Assert.Equal(geometry.Contains(new Point(point)), near.Inside);
                        inside += near.Inside ? 1 : 0;
                        outside += near.Inside ? 0 : 1;
                    }
                }
            },
            iter: 300,
            threads: 1);
        Assert.True(inside > 300 && outside > 300, $"{inside} inside, {outside} outside");
    }

    // On the plane that touches the earth at the position.
    private static double MetresToBoundary(Polygon geometry, Coordinate at)
    {
        var boundary = geometry.Boundary.Copy();
        var cosine = Math.Cos(at.Y * Math.PI / 180);
        boundary.Apply(new Plane(at, cosine));
        boundary.GeometryChanged();
        return boundary.Distance(new Point(0, 0)) * MetresPerDegree;
    }

    private sealed class Plane(Coordinate origin, double cosine) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence seq, int i)
        {
            seq.SetX(i, (seq.GetX(i) - origin.X) * cosine);
            seq.SetY(i, seq.GetY(i) - origin.Y);
        }
    }
}
