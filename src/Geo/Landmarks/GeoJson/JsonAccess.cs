using System.Text.Json;

namespace Gateway.Geo.Landmarks.GeoJson;

/// <summary>Reads of untrusted JSON that never throw.</summary>
internal static class JsonAccess
{
    /// <summary>The member of an object; undefined where there is none or the element is not an object.</summary>
    public static JsonElement Member(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        try
        {
            return element.TryGetProperty(name, out var member) ? member : default;
        }
        catch (InvalidOperationException)
        {
            // A name with half a surrogate pair in it can't be compared.
            return default;
        }
    }

    /// <summary>The text of a string; null for anything else, and for text that is not valid Unicode.</summary>
    public static string? Text(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static bool TryNumber(JsonElement element, out double number)
    {
        number = double.NaN;
        return element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out number) && double.IsFinite(number);
    }

    /// <summary>A member's path below a path that may be empty.</summary>
    public static string Join(string path, string member) => path.Length == 0 ? member : $"{path}.{member}";
}
