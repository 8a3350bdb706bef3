using System.Text;
using System.Text.Json;
using Gateway.Api.Requests;
using Gateway.Configuration.Landmarks;
using Gateway.Configuration.Store;

namespace Gateway.Api.Landmarks;

/// <summary>Takes a patch over into a landmark; the result is checked as a new one is.</summary>
internal sealed class LandmarkPatchReader(JsonElement patch)
{
    private static readonly string[] Shorts = ["name", "groups", "radius_m"];

    public WriteResult<LandmarkDraft> Apply(StoredLandmark before)
    {
        var fields = new FieldReader(patch, ApiJson.Plain.LandmarkPatch, []);
        if (fields.TryText("type", 40, out var type) && type is not (null or "Feature"))
        {
            fields.Add("type", "must be Feature.");
        }

        if (fields.TryElement("id", out var id) && !(id.ValueKind == JsonValueKind.Number
            && id.TryGetInt64(out var number) && number == before.Id))
        {
            fields.Add("id", "can't be changed.");
        }

        var geometry = fields.TryElement("geometry", out var shape) ? shape.GetRawText() : before.Geometry;
        var properties = MergeProperties(fields, before.Properties);
        if (fields.Faults.Count > 0)
        {
            return WriteResult.Refused<LandmarkDraft>(fields.Faults);
        }

        using var document = JsonDocument.Parse(LandmarkFeatures.Write(geometry, properties));
        var (drafts, faults) = LandmarkFeatures.Read(document.RootElement);
        return faults.Count > 0
            ? WriteResult.Refused<LandmarkDraft>(LandmarkFaults.From(faults))
            : WriteResult.Done(drafts[0]);
    }

    private static string MergeProperties(FieldReader fields, string before)
    {
        var changes = new List<(string Name, JsonElement Value)>();
        if (fields.TryElement("properties", out var given) && given.ValueKind != JsonValueKind.Null)
        {
            if (given.ValueKind != JsonValueKind.Object)
            {
                fields.Add("properties", "must be an object.", FaultKind.WrongType);
                return before;
            }

            foreach (var property in given.EnumerateObject())
            {
                if (JsonText.TryName(property, out var name))
                {
                    changes.Add((name, property.Value));
                }
                else
                {
                    fields.Add("properties", "has a name that is not text.", FaultKind.WrongType);
                }
            }
        }

        foreach (var name in Shorts)
        {
            if (fields.TryElement(name, out var value))
            {
                changes.Add((name, value));
            }
        }

        return Merge(before, changes);
    }

    /// <summary>
    /// Values go over as they stand in the request, so that what can't be written again is found by the check after.
    /// </summary>
    private static string Merge(string before, List<(string Name, JsonElement Value)> changes)
    {
        using var document = JsonDocument.Parse(before);
        var merged = new OrderedDictionary<string, JsonElement>();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            merged[property.Name] = property.Value;
        }

        foreach (var (name, value) in changes)
        {
            if (value.ValueKind == JsonValueKind.Null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = value;
            }
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in merged)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
