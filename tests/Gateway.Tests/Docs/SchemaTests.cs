using System.Text.Json.Nodes;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Events.Schemas;
using Gateway.Hosting;
using NJsonSchema;

namespace Gateway.Tests.Docs;

/// <summary>Schemas against the examples, with a validator that is not ours.</summary>
public sealed class SchemaTests
{
    public static TheoryData<EventType> Types => [.. EventTypeNames.All];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task The_example_is_valid_and_has_the_fields_in_their_order(EventType type)
    {
        var data = JsonNode.Parse(new EventCatalog()[type].ExampleData.Span)!.AsObject();

        await AssertValidAsync(EventSchemas.OfData(type), data);
        Assert.Equal(
            EventFields.Common.Concat(EventFields.Of(type)).Select(field => field.Name), data.Select(property => property.Key));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task The_example_message_is_valid(EventType type)
    {
        var served = new WebhookTypeCatalog(new EventCatalog()).All.Single(each => each.Type == type.ToName());

        await AssertValidAsync(served.Schema, JsonNode.Parse(served.Json.ExampleBody)!);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task The_schema_refuses_what_is_not_so(EventType type)
    {
        var schema = await JsonSchema.FromJsonAsync(
            EventSchemas.OfData(type).ToJsonString(), TestContext.Current.CancellationToken);
        foreach (var field in EventFields.Common.Concat(EventFields.Of(type)))
        {
            var without = JsonNode.Parse(new EventCatalog()[type].ExampleData.Span)!.AsObject();
            without.Remove(field.Name);
            Assert.NotEmpty(schema.Validate(without.ToJsonString()));

            var wrong = JsonNode.Parse(new EventCatalog()[type].ExampleData.Span)!.AsObject();
            wrong[field.Name] = new JsonArray(new JsonArray());
            Assert.NotEmpty(schema.Validate(wrong.ToJsonString()));
        }
    }

    internal static async Task AssertValidAsync(JsonNode schema, JsonNode value)
    {
        var parsed = await JsonSchema.FromJsonAsync(schema.ToJsonString(), TestContext.Current.CancellationToken);
        Assert.Empty(parsed.Validate(value.ToJsonString()).Select(fault => $"{fault.Path}: {fault.Kind}"));
    }
}
