using Gateway.Geo.Landmarks.Regions;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace Gateway.Geo.Landmarks.GeoJson;

/// <summary>Lays rings out across the antimeridian and checks the polygon that they make.</summary>
internal static class PolygonBuilder
{
    public static LandmarkPolygon? Build(LandmarkRing[] rings, string path, FaultList faults)
    {
        var laid = new double[rings.Length][];
        for (var i = 0; i < rings.Length; i++)
        {
            if (RingUnwrap.Unwrap(rings[i].Coordinates) is not { } ring)
            {
                faults.Add(
                    $"{path}[{i}]",
                    LandmarkFaultCode.RingAroundPole,
                    "The ring goes around a pole. Draw it along longitude 180, latitude ±90 and longitude -180 instead.");
                return null;
            }

            laid[i] = i == 0 ? ring : RingUnwrap.MoveBeside(laid[0], ring);
            var (west, east) = RingUnwrap.Extent(ring);
            if (east - west > 360)
            {
                faults.Add(
                    $"{path}[{i}]",
                    LandmarkFaultCode.RingTooWide,
                    "The ring goes around the earth more than once.");
                return null;
            }
        }

        var error = new IsValidOp(ToGeometry(laid)).ValidationError;
        if (error is not null)
        {
            var (code, what) = Describe(error.ErrorType);
            faults.Add(path, code, $"{what}{Location(error.Coordinate)}.");
            return null;
        }

        return new LandmarkPolygon(rings, new PolygonRegion(laid));
    }

    private static Polygon ToGeometry(double[][] rings)
    {
        var factory = GeometryFactory.Default;
        var linear = Array.ConvertAll(rings, ring =>
        {
            var coordinates = new Coordinate[ring.Length / 2];
            for (var i = 0; i < coordinates.Length; i++)
            {
                coordinates[i] = new Coordinate(ring[2 * i], ring[(2 * i) + 1]);
            }

            return factory.CreateLinearRing(coordinates);
        });
        return factory.CreatePolygon(linear[0], linear[1..]);
    }

    private static (LandmarkFaultCode Code, string What) Describe(TopologyValidationErrors error) => error switch
    {
        TopologyValidationErrors.HoleOutsideShell =>
            (LandmarkFaultCode.HoleOutsideShell, "A hole lies outside the outer ring"),
        TopologyValidationErrors.NestedHoles =>
            (LandmarkFaultCode.HolesOverlap, "A hole lies in another hole"),
        TopologyValidationErrors.DisconnectedInteriors =>
            (LandmarkFaultCode.InteriorDisconnected, "Holes cut the inside of the polygon apart"),
        TopologyValidationErrors.TooFewPoints =>
            (LandmarkFaultCode.RingTooShort, "A ring has fewer than three different positions"),
        _ => (LandmarkFaultCode.SelfIntersection, "The edges of the polygon cross or touch each other"),
    };

    private static string Location(Coordinate? at)
    {
        if (at is null)
        {
            return "";
        }

        var longitude = at.X - (360 * Math.Floor((at.X + 180) / 360));
        return $" at longitude {longitude}, latitude {at.Y}";
    }
}
