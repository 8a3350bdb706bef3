using System.Text.Json;

namespace Gateway.Geo.Landmarks.GeoJson;

/// <summary>Writes a Feature.</summary>
internal static class FeatureWriter
{
    public static void Write(
        Utf8JsonWriter writer, long? id, string name, IReadOnlyList<string> groups, LandmarkShape shape)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        if (id is { } number)
        {
            writer.WriteNumber("id", number);
        }

        writer.WriteStartObject("geometry");
        WriteGeometry(writer, shape);
        writer.WriteEndObject();

        writer.WriteStartObject("properties");
        writer.WriteString("name", name);
        writer.WriteStartArray("groups");
        foreach (var group in groups)
        {
            writer.WriteStringValue(group);
        }

        writer.WriteEndArray();
        if (shape is CircleShape circle)
        {
            writer.WriteNumber("radius_m", circle.RadiusMetres);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteGeometry(Utf8JsonWriter writer, LandmarkShape shape)
    {
        switch (shape)
        {
            case CircleShape circle:
                writer.WriteString("type", "Point");
                writer.WritePropertyName("coordinates");
                WritePosition(writer, circle.Center, circle.Altitude);
                break;
            case PolygonShape { Kind: LandmarkShapeKind.Polygon } polygon:
                writer.WriteString("type", "Polygon");
                writer.WritePropertyName("coordinates");
                WritePolygon(writer, polygon.Polygons[0]);
                break;
            case PolygonShape polygons:
                writer.WriteString("type", "MultiPolygon");
                writer.WriteStartArray("coordinates");
                foreach (var polygon in polygons.Polygons)
                {
                    WritePolygon(writer, polygon);
                }

                writer.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"Shape {shape.GetType().Name} can't be written.", nameof(shape));
        }
    }

    private static void WritePolygon(Utf8JsonWriter writer, LandmarkPolygon polygon)
    {
        writer.WriteStartArray();
        foreach (var ring in polygon.Rings)
        {
            writer.WriteStartArray();
            for (var i = 0; i < ring.Count; i++)
            {
                WritePosition(writer, ring[i], ring.AltitudeAt(i));
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WritePosition(Utf8JsonWriter writer, GeoPoint point, double? altitude)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(point.Longitude);
        writer.WriteNumberValue(point.Latitude);
        if (altitude is { } metres)
        {
            writer.WriteNumberValue(metres);
        }

        writer.WriteEndArray();
    }
}
