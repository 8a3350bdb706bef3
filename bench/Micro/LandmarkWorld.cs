using System.Globalization;
using System.Text;
using Gateway.Geo;
using Gateway.Geo.Landmarks;
using Gateway.Geo.Landmarks.GeoJson;
using NetTopologySuite.Geometries;

namespace Gateway.Bench.Micro;

/// <summary>
/// 100,000 polygons of 20 corners, 50 to 500 m across, over 4 by 4 degrees; and traces of vehicles that move 25 m from
/// fix to fix. The same numbers in every run.
/// </summary>
internal sealed class LandmarkWorld
{
    public const int Polygons = 100_000;
    public const int Corners = 20;
    public const int Vehicles = 256;
    public const int FixesPerVehicle = 16;
    private const double South = 32;
    private const double West = -114;
    private const double Size = 4;
    private const double MetresPerDegree = 111_195;
    private const int FeaturesPerDocument = 10_000;

    private LandmarkWorld(LandmarkIndex index, Polygon[] shapes, GeoPoint[] fixes)
    {
        Index = index;
        Shapes = shapes;
        Fixes = fixes;
    }

    public LandmarkIndex Index { get; }

    /// <summary>The same polygons for the peers.</summary>
    public Polygon[] Shapes { get; }

    /// <summary>All vehicles' fixes in turn: fix 0 of each vehicle, then fix 1 of each, as reports arrive.</summary>
    public GeoPoint[] Fixes { get; }

    public static LandmarkWorld Make()
    {
        var random = new Random(1);
        var rings = new double[Polygons][];
        for (var i = 0; i < Polygons; i++)
        {
            rings[i] = Ring(random);
        }

        var landmarks = new List<Landmark>(Polygons);
        foreach (var document in rings.Chunk(FeaturesPerDocument))
        {
            var parsed = LandmarkGeoJson.Parse(GeoJson(document));
            if (!parsed.IsValid)
            {
                throw new InvalidOperationException(parsed.Faults[0].ToString());
            }

            foreach (var feature in parsed.Features)
            {
                landmarks.Add(new Landmark(landmarks.Count + 1, 1, feature.Name, feature.Groups, feature.Shape));
            }
        }

        return new LandmarkWorld(new LandmarkIndex(1, landmarks), [.. rings.Select(ToPolygon)], Drive(random));
    }

    private static double[] Ring(Random random)
    {
        var latitude = South + (random.NextDouble() * Size);
        var longitude = West + (random.NextDouble() * Size);
        var radius = (25 + (random.NextDouble() * 225)) / MetresPerDegree;
        var stretch = 1 / Math.Cos(latitude * Math.PI / 180);
        var ring = new double[(Corners + 1) * 2];
        for (var corner = 0; corner < Corners; corner++)
        {
            var angle = corner * 2 * Math.PI / Corners;
            var reach = radius * (0.7 + (random.NextDouble() * 0.3));
            ring[2 * corner] = longitude + (reach * stretch * Math.Cos(angle));
            ring[(2 * corner) + 1] = latitude + (reach * Math.Sin(angle));
        }

        (ring[^2], ring[^1]) = (ring[0], ring[1]);
        return ring;
    }

    private static byte[] GeoJson(double[][] rings)
    {
        var text = new StringBuilder("""{"type":"FeatureCollection","features":[""");
        for (var i = 0; i < rings.Length; i++)
        {
            text.Append(i == 0 ? "" : ",");
            text.Append("""{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Polygon","coordinates":[[""");
            for (var corner = 0; corner < rings[i].Length; corner += 2)
            {
                text.Append(CultureInfo.InvariantCulture, $"{(corner == 0 ? "" : ",")}[{rings[i][corner]},{rings[i][corner + 1]}]");
            }

            text.Append("]]}}");
        }

        return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
    }

    private static Polygon ToPolygon(double[] ring)
    {
        var corners = new Coordinate[ring.Length / 2];
        for (var i = 0; i < corners.Length; i++)
        {
            corners[i] = new Coordinate(ring[2 * i], ring[(2 * i) + 1]);
        }

        return GeometryFactory.Default.CreatePolygon(corners);
    }

    private static GeoPoint[] Drive(Random random)
    {
        const double Step = 25 / MetresPerDegree;
        var fixes = new GeoPoint[Vehicles * FixesPerVehicle];
        for (var vehicle = 0; vehicle < Vehicles; vehicle++)
        {
            var at = new GeoPoint(South + 0.1 + (random.NextDouble() * (Size - 0.2)), West + 0.1 + (random.NextDouble() * (Size - 0.2)));
            var course = random.NextDouble() * 2 * Math.PI;
            for (var fix = 0; fix < FixesPerVehicle; fix++)
            {
                fixes[(fix * Vehicles) + vehicle] = at;
                at = new GeoPoint(at.Latitude + (Step * Math.Cos(course)), at.Longitude + (Step * Math.Sin(course)));
            }
        }

        return fixes;
    }
}
