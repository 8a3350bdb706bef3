using System.Text.Json;

namespace Gateway.Geo.Landmarks.GeoJson;

/// <summary>Reads a Point with a radius.</summary>
internal static class CircleReader
{
    public static CircleShape? Read(
        JsonElement coordinates, string path, JsonElement radius, string radiusPath, FaultList faults)
    {
        var hasRadius = TryReadRadius(radius, radiusPath, faults, out var metres);
        if (coordinates.ValueKind != JsonValueKind.Array)
        {
            faults.Add(path, LandmarkFaultCode.CoordinatesMalformed, "The coordinates of a Point must be a position.");
            return null;
        }

        if (!PositionReader.TryRead(coordinates, path, -1, faults, out var center, out var altitude) || !hasRadius)
        {
            return null;
        }

        return new CircleShape(center, double.IsNaN(altitude) ? null : altitude, metres);
    }

    private static bool TryReadRadius(JsonElement element, string path, FaultList faults, out double metres)
    {
        metres = 0;
        if (element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return faults.Add(
                path, LandmarkFaultCode.RadiusMissing, "A Point needs the property radius_m, in metres.");
        }

        if (!JsonAccess.TryNumber(element, out metres))
        {
            return faults.Add(path, LandmarkFaultCode.RadiusNotNumber, "The radius must be a finite number of metres.");
        }

        if (metres <= 0)
        {
            return faults.Add(path, LandmarkFaultCode.RadiusNotPositive, "The radius must be more than 0 metres.");
        }

        return metres <= LandmarkGeoJsonLimits.MaxRadiusMetres || faults.Add(
            path,
            LandmarkFaultCode.RadiusTooBig,
            $"The radius is {metres} metres; at most {LandmarkGeoJsonLimits.MaxRadiusMetres} are allowed.");
    }
}
