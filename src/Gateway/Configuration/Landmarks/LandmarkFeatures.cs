using System.Text;
using System.Text.Json;
using Gateway.Geo.Landmarks.GeoJson;

namespace Gateway.Configuration.Landmarks;

/// <summary>GeoJSON to drafts and back from rows.</summary>
public static class LandmarkFeatures
{
    /// <summary>The landmarks of a Feature or FeatureCollection, or what is wrong with it.</summary>
    public static (IReadOnlyList<LandmarkDraft> Drafts, IReadOnlyList<LandmarkFault> Faults) Read(JsonElement document)
    {
        var parsed = LandmarkGeoJson.Parse(document);
        if (!parsed.IsValid)
        {
            return ([], parsed.Faults);
        }

        JsonElement[] elements = document.TryGetProperty("features", out var features) && parsed.Features.Count > 0
            && document.GetProperty("type").ValueEquals("FeatureCollection")
            ? [.. features.EnumerateArray()]
            : [document];
        try
        {
            return ([.. parsed.Features.Zip(elements, (feature, element) => new LandmarkDraft(
                feature.Name,
                feature.Groups,
                feature.Shape,
                Compact(element.GetProperty("geometry")),
                Compact(feature.Properties)))], []);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // Half a surrogate pair in a member that is kept but not understood: it can't be written again.
            return ([], [new LandmarkFault("$", LandmarkFaultCode.InvalidJson, "A text in the document is not valid Unicode.")]);
        }
    }

    /// <summary>The document of one landmark.</summary>
    public static string Write(string geometry, string properties) =>
        $$"""{"type":"Feature","geometry":{{geometry}},"properties":{{properties}}}""";

    private static string Compact(JsonElement element)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            element.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
