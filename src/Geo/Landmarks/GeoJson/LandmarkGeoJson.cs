using System.Text.Json;

namespace Gateway.Geo.Landmarks.GeoJson;

/// <summary>
/// Landmarks as GeoJSON (RFC 7946): a Feature or a FeatureCollection of Polygon, MultiPolygon, or Point with the property
/// <c>radius_m</c>; properties <c>name</c> and, optionally, <c>groups</c>. All or nothing: one fault refuses a document.
/// </summary>
/// <remarks>
/// Rings are checked strictly: closed, of at least four positions, without crossings. Either winding is accepted. An
/// edge whose ends differ by more than 180 degrees of longitude crosses the antimeridian; polygons cut there, as RFC 7946
/// section 3.1.9 asks, work as well. Polygons of a MultiPolygon may overlap: their union is meant.
/// </remarks>
public static class LandmarkGeoJson
{
    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = LandmarkGeoJsonLimits.MaxDepth,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads a document of UTF-8 bytes. Never throws for what is in them.</summary>
    public static LandmarkParseResult Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > LandmarkGeoJsonLimits.MaxDocumentBytes)
        {
            return Refused(
                LandmarkFaultCode.DocumentTooLarge,
                $"The document has {utf8.Length} bytes; at most {LandmarkGeoJsonLimits.MaxDocumentBytes} are read.");
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8, Options);
        }
        catch (JsonException exception)
        {
            return Refused(LandmarkFaultCode.InvalidJson, $"The document is not JSON: {exception.Message}");
        }
        catch (InvalidOperationException)
        {
            // The check for double names can't read a name with half a surrogate pair in it.
            return Refused(LandmarkFaultCode.InvalidJson, "A property's name in the document is not valid Unicode.");
        }

        using (document)
        {
            return Parse(document.RootElement);
        }
    }

    /// <summary>Reads a document that has been parsed already. Never throws for what is in it.</summary>
    public static LandmarkParseResult Parse(JsonElement root)
    {
        var faults = new FaultList();
        var features = new List<LandmarkFeature>();
        var type = JsonAccess.Text(JsonAccess.Member(root, "type"));
        if (type == "Feature")
        {
            Read(root, "", faults, features);
        }
        else if (type == "FeatureCollection")
        {
            ReadCollection(root, faults, features);
        }
        else
        {
            faults.Add(
                JsonAccess.Join("", "type"),
                LandmarkFaultCode.UnsupportedType,
                "The type must be \"Feature\" or \"FeatureCollection\".");
        }

        return new LandmarkParseResult(features, faults.ToList());
    }

    /// <summary>Writes a landmark as a Feature with its id; the geometry has the very numbers that came in.</summary>
    public static void Write(Utf8JsonWriter writer, Landmark landmark)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(landmark);
        FeatureWriter.Write(writer, landmark.Id, landmark.Name, landmark.Groups, landmark.Shape);
    }

    /// <summary>Writes a Feature without an id.</summary>
    public static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string> groups, LandmarkShape shape)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(shape);
        FeatureWriter.Write(writer, null, name, groups, shape);
    }

    private static void ReadCollection(JsonElement root, FaultList faults, List<LandmarkFeature> features)
    {
        var array = JsonAccess.Member(root, "features");
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() == 0)
        {
            faults.Add("features", LandmarkFaultCode.FeaturesMissing, "A FeatureCollection needs an array of features.");
            return;
        }

        var count = array.GetArrayLength();
        if (count > LandmarkGeoJsonLimits.MaxFeatures)
        {
            faults.Add(
                "features",
                LandmarkFaultCode.TooManyFeatures,
                $"There are {count} features; at most {LandmarkGeoJsonLimits.MaxFeatures} are read.");
            return;
        }

        var index = 0;
        foreach (var element in array.EnumerateArray())
        {
            if (faults.IsFull)
            {
                return;
            }

            var path = $"features[{index++}]";
            if (JsonAccess.Text(JsonAccess.Member(element, "type")) == "Feature")
            {
                Read(element, path, faults, features);
            }
            else
            {
                faults.Add($"{path}.type", LandmarkFaultCode.UnsupportedType, "The type must be \"Feature\".");
            }
        }
    }

    private static void Read(JsonElement element, string path, FaultList faults, List<LandmarkFeature> features)
    {
        if (FeatureReader.Read(element, path, faults) is { } feature)
        {
            features.Add(feature);
        }
    }

    private static LandmarkParseResult Refused(LandmarkFaultCode code, string message) =>
        new([], [new LandmarkFault("$", code, message)]);
}
