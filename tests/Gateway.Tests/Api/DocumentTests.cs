using System.Text.Json.Nodes;
using Gateway.Tests.Hosts;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Tests.Api;

public sealed class DocumentTests(SharedApiHost shared) : IClassFixture<SharedApiHost>
{
    [Fact]
    public async Task Lists_every_call_with_an_operation_id_and_its_problems()
    {
        var paths = (await shared.Client.ReadAsync("/openapi/v1.json"))["paths"]!.AsObject();

        var documented = paths
            .SelectMany(path => path.Value!.AsObject().Select(call => $"{call.Key.ToUpperInvariant()} {path.Key}"))
            .Order().ToList();
        var mapped = shared.Host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal)
                || endpoint.RoutePattern.RawText.StartsWith("/health", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(
                method => $"{method} {endpoint.RoutePattern.RawText!.Replace(":long", "", StringComparison.Ordinal).TrimEnd('/')}"))
            .Where(call => !call.StartsWith("HEAD ", StringComparison.Ordinal))
            .Append("GET /metrics")
            .Order().ToList();
        Assert.Equal(mapped, documented);
        Assert.Contains("POST /v1/webhooks/{id}/test", documented);

        var calls = paths.SelectMany(path => path.Value!.AsObject().Select(call => (Path: path.Key, Call: call.Value!))).ToList();
        Assert.Equal(calls.Count, calls.Select(call => (string?)call.Call["operationId"]).OfType<string>().Distinct().Count());
        foreach (var (path, call) in calls.Where(call => call.Path.StartsWith("/v1", StringComparison.Ordinal)))
        {
            Assert.True(call["security"] is JsonArray { Count: 1 }, path);
            Assert.NotNull(call["responses"]!["401"]!["content"]!["application/problem+json"]);
        }
    }

    [Fact]
    public async Task Describes_the_bearer_key_and_the_fields_of_a_webhook()
    {
        var components = (await shared.Client.ReadAsync("/openapi/v1.json"))["components"]!;

        Assert.Equal("bearer", (string?)components["securitySchemes"]!["Bearer"]!["scheme"]);
        var fields = components["schemas"]!["WebhookInput"]!["properties"]!.AsObject().Select(field => field.Key);
        Assert.Equal(
            [
                "authorization", "batch", "batch_size", "batch_wait_ms", "collapse", "content_type", "email", "filter",
                "max_concurrency", "name", "ordering", "rate_limit_per_second", "retention_bytes", "retention_hours",
                "retention_messages", "retry_schedule", "secret", "threshold_high_c", "threshold_low_c", "threshold_mph", "threshold_seconds",
                "timeout_seconds", "type", "url",
            ],
            fields.Order());
    }

    [Fact]
    public async Task Creates_take_an_idempotency_key_and_lists_page()
    {
        var paths = (await shared.Client.ReadAsync("/openapi/v1.json"))["paths"]!;
        foreach (var path in new[] { "/v1/webhooks", "/v1/vehicles", "/v1/landmarks", "/v1/drivers", "/v1/keys", "/v1/users", "/v1/accounts", "/v1/dvirs", "/v1/driver-assignments" })
        {
            Assert.Contains("Idempotency-Key", Names(paths[path]!["post"]!));
            Assert.Contains("limit", Names(paths[path]!["get"]!));
            Assert.Contains("cursor", Names(paths[path]!["get"]!));
        }
    }

    private static IEnumerable<string?> Names(JsonNode call) =>
        call["parameters"]!.AsArray().Select(parameter => (string?)parameter!["name"]);
}
