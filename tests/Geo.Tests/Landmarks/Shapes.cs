using System.Globalization;
using System.Text;
using Gateway.Geo.Landmarks;
using Gateway.Geo.Landmarks.GeoJson;

namespace Gateway.Geo.Tests.Landmarks;

/// <summary>Makes shapes the only way there is: through GeoJSON.</summary>
internal static class Shapes
{
    public static LandmarkShape Circle(double latitude, double longitude, double radiusMetres) =>
        Parse($$$"""
            {"type":"Feature","geometry":{"type":"Point","coordinates":{{{Position((longitude, latitude))}}}},
            "properties":{"name":"circle","radius_m":{{{Number(radiusMetres)}}}}}
            """);

    /// <param name="rings">Longitude and latitude; the closing position is added.</param>
    public static LandmarkShape Polygon(params (double Lon, double Lat)[][] rings) => Parse(PolygonJson(rings));

    public static string PolygonJson(params (double Lon, double Lat)[][] rings) =>
        Feature("Polygon", Rings(rings));

    public static LandmarkShape MultiPolygon(params (double Lon, double Lat)[][][] polygons) =>
        Parse(Feature("MultiPolygon", $"[{string.Join(',', polygons.Select(Rings))}]"));

    public static LandmarkShape Box(double west, double south, double east, double north) =>
        Polygon([(west, south), (east, south), (east, north), (west, north)]);

    public static LandmarkShape Parse(string json)
    {
        var result = LandmarkGeoJson.Parse(Encoding.UTF8.GetBytes(json));
        Assert.Empty(result.Faults);
        return Assert.Single(result.Features).Shape;
    }

    public static Landmark Landmark(long id, LandmarkShape shape, long accountId = 1) =>
        new(id, accountId, $"landmark {id}", [], shape);

    public static LandmarkIndex Index(params LandmarkShape[] shapes) =>
        new(1, shapes.Select((shape, i) => Landmark(i + 1, shape)));

    /// <summary>Whether the shape, alone in an index, holds the position.</summary>
    public static bool Holds(LandmarkShape shape, double latitude, double longitude) =>
        Index(shape).Query(latitude, longitude, new LandmarkQuery()) == 1;

    public static long[] Ids(this LandmarkQuery query)
    {
        var ids = new long[query.Hits.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = query.Hits[i].Id;
        }

        return ids;
    }

    private static string Feature(string type, string coordinates) =>
        $$$"""
        {"type":"Feature","geometry":{"type":"{{{type}}}","coordinates":{{{coordinates}}}},"properties":{"name":"area"}}
        """;

    private static string Rings((double Lon, double Lat)[][] rings) =>
        $"[{string.Join(',', rings.Select(ring => $"[{string.Join(',', ring.Append(ring[0]).Select(Position))}]"))}]";

    private static string Position((double Lon, double Lat) position) =>
        $"[{Number(position.Lon)},{Number(position.Lat)}]";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
