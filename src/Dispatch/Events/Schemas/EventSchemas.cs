using System.Text.Json.Nodes;

namespace Gateway.Dispatch.Events.Schemas;

/// <summary>
/// JSON schemas (draft 2020-12) of messages. They say what is sent today: every field is required, and fields that are
/// added later are no fault.
/// </summary>
public static class EventSchemas
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>Of <c>data</c>.</summary>
    public static JsonObject OfData(EventType type)
    {
        var schema = ObjectOf([.. EventFields.Common, .. EventFields.Of(type)]);
        schema.Insert(0, "$schema", Draft);
        return schema;
    }

    /// <summary>Of the whole body with <c>content_type</c> json, unbatched.</summary>
    public static JsonObject OfMessage(EventType type)
    {
        var head = new JsonObject();
        foreach (var (name, value) in new[]
        {
            ("account_id", "integer"), ("username", "string"), ("ref_id", "string"), ("webhook_id", "integer"),
            ("retry_count", "integer"), ("queue_depth", "integer"), ("enqueue_time", "integer"), ("request_time", "integer"),
        })
        {
            head[name] = new JsonObject { ["type"] = value };
        }

        head["type"] = new JsonObject { ["type"] = "string", ["enum"] = Names([type.ToName()]) };
        return new JsonObject
        {
            ["$schema"] = Draft,
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["head"] = new JsonObject
                {
                    ["type"] = "object",
                    ["required"] = Names(head.Select(property => property.Key)),
                    ["properties"] = head,
                    ["additionalProperties"] = false,
                },
                ["data"] = ObjectOf([.. EventFields.Common, .. EventFields.Of(type)]),
            },
            ["required"] = Names(["head", "data"]),
        };
    }

    private static JsonObject ObjectOf(IReadOnlyList<EventField> fields) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(fields.Select(field => new KeyValuePair<string, JsonNode?>(field.Name, Of(field)))),
        ["required"] = Names(fields.Select(field => field.Name)),
    };

    private static JsonObject Of(EventField field)
    {
        var schema = field.Kind switch
        {
            FieldKind.Text => new JsonObject { ["type"] = "string" },
            FieldKind.Number => new JsonObject { ["type"] = "number" },
            FieldKind.Integer => new JsonObject { ["type"] = "integer" },
            FieldKind.Boolean => new JsonObject { ["type"] = "boolean" },
            FieldKind.Time => new JsonObject { ["type"] = "integer" },
            FieldKind.EventId => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9a-f]{32}$" },
            FieldKind.ObjectId => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9a-f]{16}$" },
            FieldKind.Object => ObjectOf(field.Fields),
            FieldKind.Objects => new JsonObject { ["type"] = "array", ["items"] = ObjectOf(field.Fields) },
            FieldKind.Texts => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
            _ => throw new ArgumentOutOfRangeException(nameof(field), field.Kind, "There is no such kind."),
        };
        if (field.Values.Count > 0)
        {
            schema["enum"] = Names(field.Values);
        }

        if (field.IsNullable)
        {
            schema["type"] = Names([(string)schema["type"]!, "null"]);
            (schema["enum"] as JsonArray)?.Add((JsonNode?)null);
        }

        schema["description"] = field.Kind == FieldKind.Time ? $"{field.Description} Unix seconds, UTC." : field.Description;
        return schema;
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);
}
