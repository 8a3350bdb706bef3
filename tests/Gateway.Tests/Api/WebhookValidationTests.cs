using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Api;

public sealed class WebhookValidationTests(SharedApiHost shared) : IClassFixture<SharedApiHost>
{
    private const string Url = "\"url\":\"https://example.com/hook\"";
    private const string Speed = "\"type\":\"speed\",\"threshold_mph\":70," + Url;
    private const string Location = "\"type\":\"location\"," + Url;
    private const string Temperature = "\"type\":\"temperature\"," + Url;

    [Theory]
    [InlineData("\"type\":\"nope\"," + Url, "type", 422)]
    [InlineData(Url, "type", 422)]
    [InlineData("\"type\":null," + Url, "type", 422)]
    [InlineData("\"type\":\"\"," + Url, "type", 422)]
    [InlineData("\"type\":7," + Url, "type", 400)]
    [InlineData("\"type\":\"location\"", "url", 422)]
    [InlineData("\"type\":\"location\",\"url\":5", "url", 400)]
    [InlineData("\"type\":\"location\",\"url\":\"\"", "url", 422)]
    [InlineData("\"type\":\"location\",\"url\":\"/hook\"", "url", 422)]
    [InlineData("\"type\":\"location\",\"url\":\"example.com/hook\"", "url", 422)]
    [InlineData("\"type\":\"location\",\"url\":\"ftp://example.com\"", "url", 422)]
    [InlineData("\"type\":\"location\",\"url\":\"file:///etc/passwd\"", "url", 422)]
    [InlineData("\"type\":\"location\",\"url\":\"http://\"", "url", 422)]
    [InlineData("\"type\":\"location\",\"url\":\"http:///path\"", "url", 422)]
    [InlineData("\"type\":\"location\",\"url\":\"http://user:pw@example.com/\"", "url", 422)]
    [InlineData("\"type\":\"location\",\"url\":\"http://@example.com/\"", "url", 422)]
    [InlineData("\"type\":\"location\",\"url\":\"http://example.com/#part\"", "url", 422)]
    [InlineData("\"type\":\"location\",\"url\":\"http://example.com:0/\"", "url", 422)]
    [InlineData("\"type\":\"location\",\"url\":\"http://exa mple.com/\"", "url", 422)]
    [InlineData(Speed + ",\"threshold_mph\":-1", null, 400)]
    [InlineData("\"type\":\"speed\",\"threshold_mph\":\"abc\"," + Url, "threshold_mph", 400)]
    [InlineData("\"type\":\"speed\",\"threshold_mph\":\"70\"," + Url, "threshold_mph", 400)]
    [InlineData("\"type\":\"speed\",\"threshold_mph\":-1," + Url, "threshold_mph", 422)]
    [InlineData("\"type\":\"speed\",\"threshold_mph\":301," + Url, "threshold_mph", 422)]
    [InlineData("\"type\":\"speed\",\"threshold_mph\":1e400," + Url, "threshold_mph", 422)]
    [InlineData(Location + ",\"threshold_mph\":70", "threshold_mph", 422)]
    [InlineData(Location + ",\"threshold_seconds\":70", "threshold_seconds", 422)]
    [InlineData(Speed + ",\"threshold_low_c\":1", "threshold_low_c", 422)]
    [InlineData(Speed + ",\"threshold_high_c\":1", "threshold_high_c", 422)]
    [InlineData("\"type\":\"idle\",\"threshold_seconds\":0," + Url, "threshold_seconds", 422)]
    [InlineData("\"type\":\"idle\",\"threshold_seconds\":1.5," + Url, "threshold_seconds", 422)]
    [InlineData("\"type\":\"idle\",\"threshold_seconds\":86401," + Url, "threshold_seconds", 422)]
    [InlineData("\"type\":\"idle\",\"threshold_seconds\":true," + Url, "threshold_seconds", 400)]
    [InlineData(Temperature + ",\"threshold_low_c\":5,\"threshold_high_c\":5", "threshold_low_c", 422)]
    [InlineData(Temperature + ",\"threshold_low_c\":-101", "threshold_low_c", 422)]
    [InlineData(Temperature + ",\"threshold_high_c\":301", "threshold_high_c", 422)]
    [InlineData(Location + ",\"content_type\":\"xml\"", "content_type", 422)]
    [InlineData(Location + ",\"email\":\"nobody\"", "email", 422)]
    [InlineData(Location + ",\"email\":\"A <a@b.c>\"", "email", 422)]
    [InlineData(Location + ",\"authorization\":\"Basic x\\r\\nX-Evil: 1\"", "authorization", 422)]
    [InlineData(Location + ",\"authorization\":\"Basic \\u00fc\"", "authorization", 422)]
    [InlineData(Location + ",\"authorization\":\"\\ud800\"", "authorization", 400)]
    [InlineData(Location + ",\"name\":{}", "name", 400)]
    [InlineData(Location + ",\"name\":\"a\\u0007b\"", "name", 422)]
    [InlineData(Location + ",\"batch\":\"yes\"", "batch", 400)]
    [InlineData(Location + ",\"batch\":true,\"content_type\":\"form\"", "batch", 422)]
    [InlineData(Location + ",\"batch_size\":0", "batch_size", 422)]
    [InlineData(Location + ",\"batch_size\":1001", "batch_size", 422)]
    [InlineData(Location + ",\"batch_wait_ms\":60001", "batch_wait_ms", 422)]
    [InlineData(Location + ",\"retry_schedule\":5", "retry_schedule", 400)]
    [InlineData(Location + ",\"retry_schedule\":[]", "retry_schedule", 422)]
    [InlineData(Location + ",\"retry_schedule\":[\"5\"]", "retry_schedule", 400)]
    [InlineData(Location + ",\"retry_schedule\":[5,0]", "retry_schedule", 422)]
    [InlineData(Location + ",\"retry_schedule\":[1.5]", "retry_schedule", 422)]
    [InlineData(Location + ",\"retry_schedule\":[604801]", "retry_schedule", 422)]
    [InlineData(Location + ",\"timeout_seconds\":31", "timeout_seconds", 422)]
    [InlineData(Location + ",\"timeout_seconds\":0", "timeout_seconds", 422)]
    [InlineData(Location + ",\"rate_limit_per_second\":0", "rate_limit_per_second", 422)]
    [InlineData(Location + ",\"max_concurrency\":257", "max_concurrency", 422)]
    [InlineData(Location + ",\"retention_hours\":0", "retention_hours", 422)]
    [InlineData(Location + ",\"retention_messages\":0", "retention_messages", 422)]
    [InlineData(Location + ",\"retention_bytes\":1048575", "retention_bytes", 422)]
    [InlineData(Location + ",\"retention_bytes\":2000000.5", "retention_bytes", 422)]
    [InlineData(Location + ",\"retention_bytes\":\"1 GB\"", "retention_bytes", 400)]
    [InlineData(Location + ",\"ordering\":\"driver\"", "ordering", 422)]
    [InlineData(Location + ",\"ordering\":true", "ordering", 400)]
    [InlineData(Speed + ",\"collapse\":true", "collapse", 422)]
    [InlineData(Location + ",\"secret\":\"hunter2\"", "secret", 422)]
    [InlineData(Location + ",\"secret\":\"whsec_dG9vIHNob3J0\"", "secret", 422)]
    [InlineData(Location + ",\"secret\":\"whsec_not base64 at all, but long enough\"", "secret", 422)]
    [InlineData(Location + ",\"filter\":[1]", "filter", 400)]
    [InlineData(Location + ",\"filter\":{\"vehicle_ids\":7}", "filter.vehicle_ids", 400)]
    [InlineData(Location + ",\"filter\":{\"vehicle_ids\":[\"7\"]}", "filter.vehicle_ids", 400)]
    [InlineData(Location + ",\"filter\":{\"vehicle_ids\":[1.5]}", "filter.vehicle_ids", 400)]
    [InlineData(Location + ",\"filter\":{\"vehicle_ids\":[]}", "filter.vehicle_ids", 422)]
    [InlineData(Location + ",\"filter\":{\"vehicle_ids\":[424242]}", "filter.vehicle_ids", 422)]
    [InlineData(Location + ",\"filter\":{\"landmark_ids\":[1]}", "filter.landmark_ids", 422)]
    [InlineData("\"type\":\"landmark_enter\"," + Url + ",\"filter\":{\"landmark_ids\":[1]}", "filter.landmark_ids", 422)]
    [InlineData(Location + ",\"filter\":{\"driver_ids\":[1]}", "filter.driver_ids", 422)]
    [InlineData(Location + ",\"treshold_mph\":70", "treshold_mph", 422)]
    [InlineData(Location + ",\"id\":70", "id", 422)]
    public async Task Refuses_and_names_the_field(string fields, string? field, int status)
    {
        var (code, problem, response) = await shared.Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks", $"{{{fields}}}");

        Assert.Equal(status, (int)code);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(status, (int)problem!["status"]!);
        if (field is not null)
        {
            Assert.Equal(field, (string?)problem["field"]);
            Assert.Contains(field, (string?)problem["detail"], StringComparison.Ordinal);
            Assert.Contains(field, (string?)problem["errors"]![field]![0], StringComparison.Ordinal);
        }

        Assert.Empty((await shared.Client.ReadAsync("/v1/webhooks"))["data"]!.AsArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"type\":\"location\",}")]
    [InlineData("{\"type\":\"location\",\"type\":\"speed\"}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public async Task Refuses_what_is_not_a_json_object(string body)
    {
        var (code, problem, _) = await shared.Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks", body);

        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.NotEqual("", (string?)problem!["detail"]);
    }

    [Fact]
    public async Task Names_all_faults_at_once()
    {
        var (code, problem, _) = await shared.Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks", """
            {"type":"location","url":"ftp://x","email":"no","threshold_mph":1,"colour":"red","filter":{"vehicle_ids":[9]}}
            """);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Equal(
            ["colour", "email", "filter.vehicle_ids", "threshold_mph", "url"],
            problem!["errors"]!.AsObject().Select(error => error.Key).Order());
    }

    [Theory]
    [InlineData("url", 2049)]
    [InlineData("name", 201)]
    [InlineData("authorization", 4097)]
    public async Task Caps_the_length_of_texts(string field, int length)
    {
        var body = new JsonObject { ["type"] = "location", ["url"] = "http://h/" };
        body[field] = field == "url" ? "http://h/" + new string('x', length - 9) : new string('x', length);

        var (code, problem, _) = await shared.Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks", body.ToJsonString());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, code);
        Assert.Equal(field, (string?)problem!["field"]);
    }

    [Fact]
    public async Task Caps_the_body()
    {
        var body = $$"""{"type":"location","url":"http://h/","name":"{{new string('x', 1 << 20)}}"}""";

        var (code, problem, _) = await shared.Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks", body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, code);
        Assert.Equal(413, (int)problem!["status"]!);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Refuses_other_content_types(string contentType)
    {
        var (code, problem, _) = await shared.Client.SendJsonAsync(
            HttpMethod.Post, "/v1/webhooks", $"{{{Location}}}", contentType: contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, code);
        Assert.Equal(415, (int)problem!["status"]!);
    }
}
