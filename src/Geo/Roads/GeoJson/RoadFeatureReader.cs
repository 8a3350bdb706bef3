using System.Text;
using System.Text.Json;

namespace Gateway.Geo.Roads.GeoJson;

/// <summary>One GeoJSON feature as a road.</summary>
internal sealed class RoadFeatureReader(RoadSink sink)
{
    private const int MaxTagLength = 1_000;

    private readonly List<double> _positions = [];

    public void Read(JsonElement feature, string place)
    {
        if (feature.ValueKind != JsonValueKind.Object || !IsType(feature, "Feature"u8))
        {
            sink.Fault(place, "It is not a GeoJSON Feature.");
            return;
        }

        if (!feature.TryGetProperty("geometry"u8, out var geometry) || geometry.ValueKind == JsonValueKind.Null)
        {
            sink.Skipped++;
            return;
        }

        if (geometry.ValueKind != JsonValueKind.Object)
        {
            sink.Fault(place, "Its geometry is not an object.");
            return;
        }

        var isLine = IsType(geometry, "LineString"u8);
        if (!isLine && !IsType(geometry, "MultiLineString"u8))
        {
            sink.Skipped++;
            return;
        }

        if (!geometry.TryGetProperty("coordinates"u8, out var coordinates) || coordinates.ValueKind != JsonValueKind.Array)
        {
            sink.Fault(place, "Its geometry has no coordinates.");
            return;
        }

        var attributes = ReadAttributes(feature, out var isRoad);
        if (!isRoad)
        {
            sink.Skipped++;
        }
        else if (isLine)
        {
            AddLine(coordinates, attributes, place);
        }
        else
        {
            foreach (var line in coordinates.EnumerateArray())
            {
                AddLine(line, attributes, place);
            }
        }
    }

    private void AddLine(JsonElement line, in RoadAttributes attributes, string place)
    {
        _positions.Clear();
        if (line.ValueKind != JsonValueKind.Array)
        {
            sink.Fault(place, "A line is not an array of positions.");
            return;
        }

        foreach (var position in line.EnumerateArray())
        {
            if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() < 2
                || position[0].ValueKind != JsonValueKind.Number || position[1].ValueKind != JsonValueKind.Number
                || !position[0].TryGetDouble(out var longitude) || !position[1].TryGetDouble(out var latitude)
                || !GeoPoint.IsValidPosition(latitude, longitude))
            {
                sink.Fault(place, $"Position {(_positions.Count / 2) + 1} is not [longitude, latitude] in degrees.");
                return;
            }

            _positions.Add(longitude);
            _positions.Add(latitude);
        }

        if (_positions.Count < 4)
        {
            sink.Fault(place, "A line needs two positions.");
            return;
        }

        sink.Add(attributes, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_positions), place);
    }

    private static RoadAttributes ReadAttributes(JsonElement feature, out bool isRoad)
    {
        var tags = default(RoadTags);
        long? ofOsm = null, ofWay = null, ofProperty = null;
        if (feature.TryGetProperty("properties"u8, out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (property.NameEquals("speed_limit_mph"u8))
                {
                    tags.LimitMph = ReadMph(property.Value);
                }
                else if (property.NameEquals("osm_id"u8))
                {
                    ofOsm = ReadId(property.Value);
                }
                else if (property.NameEquals("way_id"u8))
                {
                    ofWay = ReadId(property.Value);
                }
                else if (property.NameEquals("id"u8) || property.NameEquals("@id"u8))
                {
                    ofProperty = ReadId(property.Value);
                }
                else if (ReadText(property.Value) is { } text && property.Name.Length <= 20)
                {
                    tags.Set(Encoding.UTF8.GetBytes(property.Name), text);
                }
            }
        }

        var own = feature.TryGetProperty("id"u8, out var id) ? ReadId(id) : null;
        isRoad = !tags.IsNoRoad;
        return tags.ToAttributes(ofOsm ?? ofWay ?? ofProperty ?? own);
    }

    private static double? ReadMph(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var mph) ? SpeedLimitText.InRange(mph)
        : value.ValueKind == JsonValueKind.String && double.TryParse(
            ReadText(value), System.Globalization.CultureInfo.InvariantCulture, out mph) ? SpeedLimitText.InRange(mph)
        : null;

    // 123, "123" or "way/123".
    private static long? ReadId(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            return value.TryGetInt64(out var number) ? number : null;
        }

        var text = ReadText(value);
        if (text?.StartsWith("way/", StringComparison.Ordinal) == true)
        {
            text = text[4..];
        }

        return long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
    }

    private static string? ReadText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString() is { Length: <= MaxTagLength } text ? text : null,
                JsonValueKind.Number => value.GetRawText() is { Length: <= 30 } number ? number : null,
                JsonValueKind.True => "yes",
                JsonValueKind.False => "no",
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no tag that matters.
            return null;
        }
    }

    private static bool IsType(JsonElement element, ReadOnlySpan<byte> type) =>
        element.TryGetProperty("type"u8, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(type);
}
