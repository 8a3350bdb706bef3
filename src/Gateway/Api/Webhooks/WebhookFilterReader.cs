using System.Collections.Frozen;
using System.Text.Json;
using Gateway.Api.Requests;
using Gateway.Configuration.Store;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Webhooks;

namespace Gateway.Api.Webhooks;

/// <summary>The filter: ids of vehicles and landmarks of the webhook's account.</summary>
internal sealed class WebhookFilterReader(FieldReader fields, WebhookReferences references)
{
    private const int MaxIds = 10_000;

    /// <summary>How many wrong ids a message names.</summary>
    private const int MaxNamed = 10;

    public WebhookFilter Read(WebhookDefinition webhook)
    {
        var filter = webhook.Filter;
        var takesLandmarks = webhook.Type is default(EventType)
            or EventType.LandmarkEnter or EventType.LandmarkLeave or EventType.LandmarkChange;
        if (fields.TryElement("filter", out var element))
        {
            filter = element.ValueKind == JsonValueKind.Null ? WebhookFilter.All : Merge(webhook, element, takesLandmarks);
        }

        // What a change of type left over goes.
        return takesLandmarks || filter.LandmarkIds is null ? filter : filter with { LandmarkIds = null };
    }

    private WebhookFilter Merge(WebhookDefinition webhook, JsonElement element, bool takesLandmarks)
    {
        var inner = new FieldReader(element, ApiJson.Plain.WebhookFilterObject, fields.Faults, "filter.");
        var filter = webhook.Filter;
        if (inner.TryElement("vehicle_ids", out var vehicles))
        {
            var ids = ReadIds(inner, "vehicle_ids", vehicles, id => references.HasVehicle(webhook.AccountId, id));
            filter = filter with { VehicleIds = ids };
        }

        if (inner.TryElement("landmark_ids", out var landmarks))
        {
            if (!takesLandmarks && landmarks.ValueKind != JsonValueKind.Null)
            {
                inner.Add("landmark_ids", "is for the landmark types only.");
                return filter;
            }

            var ids = ReadIds(inner, "landmark_ids", landmarks, id => references.HasLandmark(webhook.AccountId, id));
            filter = filter with { LandmarkIds = ids };
        }

        return filter;
    }

    private static FrozenSet<long>? ReadIds(FieldReader reader, string name, JsonElement element, Func<long, bool> exists)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            reader.Add(name, "must be an array of ids, or null for all.", FaultKind.WrongType);
            return null;
        }

        if (element.GetArrayLength() is 0 or > MaxIds)
        {
            reader.Add(name, $"must have 1 to {MaxIds} ids, or be null for all.");
            return null;
        }

        var ids = new HashSet<long>();
        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var id))
            {
                reader.Add(name, "must have numbers only.", FaultKind.WrongType);
                return null;
            }

            ids.Add(id);
        }

        var unknown = ids.Where(id => !exists(id)).Order().Take(MaxNamed).ToList();
        if (unknown.Count > 0)
        {
            reader.Add(name, $"has ids that the account does not have: {string.Join(", ", unknown)}.");
        }

        return ids.ToFrozenSet();
    }
}
