using Gateway.Api.Answers;
using Gateway.Api.OpenApi;

namespace Gateway.Api.WebhookTypes;

/// <summary><c>/v1/webhook-types</c>.</summary>
internal static class WebhookTypeEndpoints
{
    public static void MapWebhookTypes(this IEndpointRouteBuilder routes) => routes
        .MapGet("/webhook-types", (IWebhookTypeCatalog catalog) => TypedResults.Json(
            new Page<WebhookTypeObject>(catalog.All, null), ApiJson.Plain.PageWebhookTypeObject))
        .WithTags("Webhooks")
        .Describe("list_webhook_types", "List the types of webhook, with examples")
        .Answers<Page<WebhookTypeObject>>();
}
