using System.ComponentModel;
using System.Text.Json.Nodes;

namespace Gateway.Api.WebhookTypes;

/// <summary>One of the fourteen types, with an example in both formats.</summary>
public sealed record WebhookTypeObject
{
    [Description("What to send as type when making a webhook.")]
    public required string Type { get; init; }

    [Description("For people.")]
    public required string Name { get; init; }

    public required string Description { get; init; }

    [Description("The fields that webhooks of this type have beyond those that all have.")]
    public required IReadOnlyList<WebhookTypeParameter> Parameters { get; init; }

    [Description("JSON schema (draft 2020-12) of the whole body with content_type json.")]
    public required JsonNode Schema { get; init; }

    [Description("JSON schema (draft 2020-12) of data alone.")]
    public required JsonNode DataSchema { get; init; }

    [Description("Headers and body with content_type json.")]
    public required WebhookExample Json { get; init; }

    [Description("Headers and body with content_type form.")]
    public required WebhookExample Form { get; init; }

    [Description("The headers again, by content_type.")]
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ExampleHeaders =>
        new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["json"] = Json.ExampleHeaders,
            ["form"] = Form.ExampleHeaders,
        };

    [Description("The bodies again, by content_type.")]
    public IReadOnlyDictionary<string, string> ExampleBody => new Dictionary<string, string>
    {
        ["json"] = Json.ExampleBody,
        ["form"] = Form.ExampleBody,
    };
}
