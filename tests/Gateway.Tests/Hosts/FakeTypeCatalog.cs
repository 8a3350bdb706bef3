using Gateway.Api.WebhookTypes;
using Gateway.Dispatch.Events;

namespace Gateway.Tests.Hosts;

/// <summary>Stands for the catalogue with rendered examples.</summary>
internal sealed class FakeTypeCatalog : IWebhookTypeCatalog
{
    public IReadOnlyList<WebhookTypeObject> All { get; } = [.. EventTypeNames.All.Select(type => new WebhookTypeObject
    {
        Type = type.ToName(),
        Name = type.ToString(),
        Description = "When it happens.",
        Parameters = [],
        Schema = new System.Text.Json.Nodes.JsonObject(),
        DataSchema = new System.Text.Json.Nodes.JsonObject(),
        Json = new WebhookExample
        {
            ExampleHeaders = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
            ExampleBody = "{}",
        },
        Form = new WebhookExample
        {
            ExampleHeaders = new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" },
            ExampleBody = "a=b",
        },
    })];
}
