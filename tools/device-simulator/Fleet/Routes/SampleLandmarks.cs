using System.Text;
using System.Text.Json;

namespace DeviceSimulator.Fleet.Routes;

/// <summary>The landmarks on the fleet's road loop: four stops, one stretch of freeway and one school zone.</summary>
public static class SampleLandmarks
{
    /// <summary>In the order in which the loop meets them.</summary>
    public static IReadOnlyList<SampleLandmark> All { get; } =
    [
        Polygon("Airpark Depot", "Depots", true, (-1750, -170), (-1450, -170), (-1450, 170), (-1750, 170)),
        Polygon("Cactus School", "Schools", false, (-1350, 1080), (-950, 1080), (-900, 1320), (-1350, 1320)),
        Polygon("Northsight Distribution Center", "Customers", true, (-30, 1240), (310, 1240), (340, 1400), (310, 1560), (-30, 1560)),
        Polygon("Pima Freeway", "Roads", false, (1680, -350), (2080, -350), (2080, 350), (1680, 350)),
        new SampleLandmark("Shea Fuel Stop", "Fuel", [LocalPlane.ToDegrees(1000, -1200)], 190) { IsStop = true },
        Polygon("Pima Cold Storage", "Customers", true, (-400, -1160), (0, -1160), (0, -840), (-200, -780), (-400, -840)),
    ];

    /// <summary>
    /// The same as a GeoJSON FeatureCollection (RFC 7946): polygons, and points with a property <c>radius_m</c>;
    /// properties <c>name</c> and <c>groups</c>.
    /// </summary>
    public static string GeoJson { get; } = Write();

    private static SampleLandmark Polygon(string name, string group, bool stop, params ReadOnlySpan<(double East, double North)> corners)
    {
        var ring = new GeoPoint[corners.Length + 1];
        for (var i = 0; i < ring.Length; i++)
        {
            var (east, north) = corners[i % corners.Length];
            ring[i] = LocalPlane.ToDegrees(east, north);
        }

        return new SampleLandmark(name, group, ring) { IsStop = stop };
    }

    private static string Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var landmark in All)
            {
                WriteFeature(json, landmark);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteFeature(Utf8JsonWriter json, SampleLandmark landmark)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("name", landmark.Name);
        json.WriteStartArray("groups");
        json.WriteStringValue(landmark.Group);
        json.WriteEndArray();
        if (landmark.RadiusMetres is { } radius)
        {
            json.WriteNumber("radius_m", radius);
        }

        json.WriteEndObject();
        json.WriteStartObject("geometry");
        json.WriteString("type", landmark.RadiusMetres is null ? "Polygon" : "Point");
        json.WritePropertyName("coordinates");
        if (landmark.RadiusMetres is null)
        {
            json.WriteStartArray();
            json.WriteStartArray();
            foreach (var point in landmark.Ring)
            {
                WritePoint(json, point);
            }

            json.WriteEndArray();
            json.WriteEndArray();
        }
        else
        {
            WritePoint(json, landmark.Ring[0]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePoint(Utf8JsonWriter json, GeoPoint point)
    {
        json.WriteStartArray();
        json.WriteNumberValue(Math.Round(point.Longitude, 7));
        json.WriteNumberValue(Math.Round(point.Latitude, 7));
        json.WriteEndArray();
    }
}
