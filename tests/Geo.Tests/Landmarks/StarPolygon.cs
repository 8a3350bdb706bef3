using CsCheck;
using Gateway.Geo.Landmarks;
using NetTopologySuite.Geometries;

namespace Gateway.Geo.Tests.Landmarks;

/// <summary>
/// A random polygon around a centre, jagged, with or without a hole, for which NetTopologySuite is the oracle. Its
/// longitudes run on beyond ±180 where the centre is near the antimeridian; what is given to the parser is wrapped.
/// </summary>
internal sealed record StarPolygon((double Lon, double Lat)[][] Rings)
{
    private const int MinCorners = 8;

    public static Gen<StarPolygon> Around(Gen<double> longitude, Gen<double> latitude, Gen<double> size) =>
        Gen.Select(
            longitude, latitude, size, Ring(0.6, 1), Ring(0.1, 0.4), Gen.Bool,
            (lon, lat, scale, shell, hole, hollow) => new StarPolygon(
                hollow ? [Place(shell, lon, lat, scale), Place(hole, lon, lat, scale)] : [Place(shell, lon, lat, scale)]));

    public (double Lon, double Lat)[][] Wrapped() =>
        [.. Rings.Select(ring => ring.Select(at => (Wrap(at.Lon), at.Lat)).ToArray())];

    public LandmarkShape ToShape() => Shapes.Polygon(Wrapped());

    public Polygon ToGeometry()
    {
        var rings = Rings
            .Select(ring => new LinearRing([.. ring.Append(ring[0]).Select(at => new Coordinate(at.Lon, at.Lat))]))
            .ToArray();
        return new Polygon(rings[0], rings[1..]);
    }

    public static double Wrap(double longitude) =>
        longitude >= 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude;

    private static Gen<(double Angle, double Radius)[]> Ring(double near, double far) =>
        Gen.OneOf(Gen.Int[MinCorners, 40], Gen.Int[MinCorners, 400]).SelectMany(count =>
            Gen.Select(Gen.Double[near, far].Array[count], Gen.Double[-0.3, 0.3].Array[count], (radii, jitter) =>
                Enumerable.Range(0, count).Select(i => (2 * Math.PI * (i + jitter[i]) / count, radii[i])).ToArray()));

    private static (double Lon, double Lat)[] Place(
        (double Angle, double Radius)[] ring, double longitude, double latitude, double scale) =>
        [.. ring.Select(at => (
            longitude + (scale * at.Radius * Math.Cos(at.Angle)), latitude + (scale * at.Radius * Math.Sin(at.Angle))))];
}
