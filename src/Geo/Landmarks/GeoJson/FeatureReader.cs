using System.Runtime.InteropServices;
using System.Text.Json;

namespace Gateway.Geo.Landmarks.GeoJson;

/// <summary>Reads one Feature: its properties, then its geometry, so that all faults of both are told.</summary>
internal static class FeatureReader
{
    public static LandmarkFeature? Read(JsonElement feature, string path, FaultList faults)
    {
        var before = faults.Count;
        var properties = JsonAccess.Member(feature, "properties");
        var propertiesPath = JsonAccess.Join(path, "properties");
        if (properties.ValueKind == JsonValueKind.Object
            && JsonMarshal.GetRawUtf8Value(properties).Length > LandmarkGeoJsonLimits.MaxPropertiesBytes)
        {
            faults.Add(
                propertiesPath,
                LandmarkFaultCode.PropertiesTooLarge,
                $"Properties may have at most {LandmarkGeoJsonLimits.MaxPropertiesBytes} bytes.");
            return null;
        }

        var name = ReadName(JsonAccess.Member(properties, "name"), JsonAccess.Join(propertiesPath, "name"), faults);
        var groups = ReadGroups(
            JsonAccess.Member(properties, "groups"), JsonAccess.Join(propertiesPath, "groups"), faults);
        var shape = ReadShape(feature, properties, path, faults);
        return faults.Count == before && name is not null && groups is not null && shape is not null
            ? new LandmarkFeature(shape, name, groups, properties.Clone())
            : null;
    }

    private static LandmarkShape? ReadShape(JsonElement feature, JsonElement properties, string path, FaultList faults)
    {
        var geometry = JsonAccess.Member(feature, "geometry");
        var geometryPath = JsonAccess.Join(path, "geometry");
        if (geometry.ValueKind != JsonValueKind.Object)
        {
            faults.Add(geometryPath, LandmarkFaultCode.GeometryMissing, "A landmark needs a geometry.");
            return null;
        }

        var coordinates = JsonAccess.Member(geometry, "coordinates");
        var coordinatesPath = $"{geometryPath}.coordinates";
        switch (JsonAccess.Text(JsonAccess.Member(geometry, "type")))
        {
            case "Point":
                var radiusPath = $"{JsonAccess.Join(path, "properties")}.radius_m";
                return CircleReader.Read(
                    coordinates, coordinatesPath, JsonAccess.Member(properties, "radius_m"), radiusPath, faults);
            case "Polygon":
                return PolygonReader.ReadPolygon(coordinates, coordinatesPath, faults);
            case "MultiPolygon":
                return PolygonReader.ReadMultiPolygon(coordinates, coordinatesPath, faults);
            default:
                faults.Add(
                    $"{geometryPath}.type",
                    LandmarkFaultCode.UnsupportedGeometry,
                    "The geometry must be a Polygon, a MultiPolygon, or a Point with the property radius_m.");
                return null;
        }
    }

    private static string? ReadName(JsonElement element, string path, FaultList faults)
    {
        var name = JsonAccess.Text(element);
        if (string.IsNullOrWhiteSpace(name))
        {
            faults.Add(path, LandmarkFaultCode.NameMissing, "A landmark needs a name, a text that is not blank.");
            return null;
        }

        if (name.Length > LandmarkGeoJsonLimits.MaxNameLength)
        {
            faults.Add(
                path,
                LandmarkFaultCode.NameTooLong,
                $"The name has {name.Length} characters; at most {LandmarkGeoJsonLimits.MaxNameLength} are allowed.");
            return null;
        }

        return name;
    }

    private static string[]? ReadGroups(JsonElement element, string path, FaultList faults)
    {
        if (element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return [];
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            faults.Add(path, LandmarkFaultCode.GroupsMalformed, "Groups must be an array of texts.");
            return null;
        }

        if (element.GetArrayLength() > LandmarkGeoJsonLimits.MaxGroups)
        {
            faults.Add(
                path,
                LandmarkFaultCode.TooManyGroups,
                $"There are {element.GetArrayLength()} groups; at most {LandmarkGeoJsonLimits.MaxGroups} are allowed.");
            return null;
        }

        var groups = new string[element.GetArrayLength()];
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            var group = JsonAccess.Text(item);
            if (string.IsNullOrWhiteSpace(group) || group.Length > LandmarkGeoJsonLimits.MaxNameLength)
            {
                faults.Add(
                    $"{path}[{index}]",
                    LandmarkFaultCode.GroupsMalformed,
                    $"A group must be a text of 1 to {LandmarkGeoJsonLimits.MaxNameLength} characters, not blank.");
                return null;
            }

            groups[index++] = group;
        }

        return groups;
    }
}
