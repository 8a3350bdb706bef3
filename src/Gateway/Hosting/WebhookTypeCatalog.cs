using Gateway.Api.WebhookTypes;
using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Events.Schemas;
using Gateway.Dispatch.Webhooks;
using EventId = Gateway.Dispatch.Events.EventId;

namespace Gateway.Hosting;

/// <summary>The catalogue with examples from the renderer that makes the real messages.</summary>
internal sealed class WebhookTypeCatalog : IWebhookTypeCatalog
{
    // The secret of the Standard Webhooks test vector: public, so that readers can check the example's signature.
    private const string ExampleSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const long ExampleTime = 1450210819;

    public WebhookTypeCatalog(EventCatalog catalog) => All = [.. catalog.All.Select(Describe)];

    /// <inheritdoc/>
    public IReadOnlyList<WebhookTypeObject> All { get; }

    private static WebhookTypeObject Describe(EventTypeInfo info) => new()
    {
        Type = info.Type.ToName(),
        Name = info.Title,
        Description = info.Description,
        Parameters = [.. info.Parameters.Select(parameter => new WebhookTypeParameter
        {
            Name = parameter.Name,
            Type = parameter.Type,
            Required = parameter.Required,
            Default = parameter.Default,
            Description = parameter.Description,
        })],
        Schema = EventSchemas.OfMessage(info.Type),
        DataSchema = EventSchemas.OfData(info.Type),
        Json = Example(info, BodyFormat.Json),
        Form = Example(info, BodyFormat.Form),
    };

    private static WebhookExample Example(EventTypeInfo info, BodyFormat format)
    {
        var webhook = new WebhookDefinition
        {
            Id = 9016,
            AccountId = 1,
            Username = "admin",
            Type = info.Type,
            Name = info.Title,
            Url = new Uri("https://example.com/hook"),
            ContentType = format,
            Authorization = "Basic dXNlcjpwYXNz",
            Secret = ExampleSecret,
            CreatedMs = 0,
        };
        var example = ExampleMessage.Render(
            webhook, new EventId(UInt128.One), "CA1234567", info.ExampleData.Span, ExampleTime);
        return new WebhookExample { ExampleHeaders = example.Headers, ExampleBody = example.Body };
    }
}
