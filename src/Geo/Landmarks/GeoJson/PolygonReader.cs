using System.Text.Json;

namespace Gateway.Geo.Landmarks.GeoJson;

/// <summary>Reads the coordinates of a Polygon or MultiPolygon.</summary>
internal static class PolygonReader
{
    public static PolygonShape? ReadPolygon(JsonElement coordinates, string path, FaultList faults)
    {
        var vertices = 0;
        return ReadRings(coordinates, path, faults, ref vertices) is { } polygon
            ? new PolygonShape(LandmarkShapeKind.Polygon, [polygon])
            : null;
    }

    public static PolygonShape? ReadMultiPolygon(JsonElement coordinates, string path, FaultList faults)
    {
        if (!TryOpen(coordinates, path, "a MultiPolygon must be an array of polygons", "A MultiPolygon", faults))
        {
            return null;
        }

        var vertices = 0;
        var polygons = new List<LandmarkPolygon>();
        var index = 0;
        foreach (var element in coordinates.EnumerateArray())
        {
            if (ReadRings(element, $"{path}[{index++}]", faults, ref vertices) is { } polygon)
            {
                polygons.Add(polygon);
            }

            if (faults.IsFull || vertices > LandmarkGeoJsonLimits.MaxVertices)
            {
                return null;
            }
        }

        return polygons.Count == index ? new PolygonShape(LandmarkShapeKind.MultiPolygon, [.. polygons]) : null;
    }

    private static LandmarkPolygon? ReadRings(JsonElement element, string path, FaultList faults, ref int vertices)
    {
        if (!TryOpen(element, path, "a polygon must be an array of rings", "A polygon", faults))
        {
            return null;
        }

        var rings = new List<LandmarkRing>();
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            var ringPath = $"{path}[{index++}]";
            vertices += item.ValueKind == JsonValueKind.Array ? item.GetArrayLength() : 0;
            if (vertices > LandmarkGeoJsonLimits.MaxVertices)
            {
                faults.Add(
                    ringPath,
                    LandmarkFaultCode.TooManyVertices,
                    $"A landmark may have at most {LandmarkGeoJsonLimits.MaxVertices} positions.");
                return null;
            }

            if (RingReader.Read(item, ringPath, faults) is { } ring)
            {
                rings.Add(ring);
            }

            if (faults.IsFull)
            {
                return null;
            }
        }

        return rings.Count == index ? PolygonBuilder.Build([.. rings], path, faults) : null;
    }

    private static bool TryOpen(JsonElement element, string path, string rule, string what, FaultList faults)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            return faults.Add(path, LandmarkFaultCode.CoordinatesMalformed, $"The coordinates of {rule}.");
        }

        return element.GetArrayLength() > 0
            || faults.Add(path, LandmarkFaultCode.PolygonEmpty, $"{what} must not be empty.");
    }
}
