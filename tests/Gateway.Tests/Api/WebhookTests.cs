using System.Net;
using System.Text.Json.Nodes;
using Gateway.Configuration.Webhooks;
using Gateway.Dispatch.Webhooks;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Api;

public sealed class WebhookTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    private HttpClient Client => _host.Client;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Create_answers_the_whole_object_with_its_secret_once()
    {
        var (status, made, response) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks", """
            {"type":"speed","url":"https://example.com/a?b=c","name":"Fast","content_type":"form",
             "email":"ops@example.com","authorization":"Basic dXNlcjpwdw==","threshold_mph":72.5}
            """);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("/v1/webhooks/1", response.Headers.Location!.OriginalString);
        var secret = (string?)made!["secret"];
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.Equal(32, Convert.FromBase64String(secret!["whsec_".Length..]).Length);
        made.AsObject().Remove("secret");
        made.AsObject().Remove("created_time");
        var expected = JsonNode.Parse("""
            {"id":1,"account_id":1,"username":"admin","type":"speed","name":"Fast","url":"https://example.com/a?b=c",
             "content_type":"form","email":"ops@example.com","authorization":"Basic ***","threshold_mph":72.5,
             "threshold_seconds":null,"threshold_low_c":null,"threshold_high_c":null,"filter":null,"batch":false,
             "batch_size":100,"batch_wait_ms":1000,"retry_schedule":null,"timeout_seconds":null,
             "rate_limit_per_second":null,"max_concurrency":null,"retention_hours":null,"retention_messages":null,
             "retention_bytes":null,
             "ordering":"none","collapse":false,
             "status":"running","queue_depth":0,"queue_bytes":0,"total":0,"expired":0,"collapsed":0,"last_success_time":null,"last_error":null}
            """);
        Assert.Equal(expected!.ToJsonString(), made.ToJsonString());

        var shown = await Client.ReadAsync("/v1/webhooks/1");
        shown.AsObject().Remove("created_time");
        Assert.Equal(expected.ToJsonString(), shown.ToJsonString());
        var list = await Client.ReadAsync("/v1/webhooks");
        Assert.Null(list["data"]![0]!["secret"]);
        Assert.Null(list["next_cursor"]);
        Assert.Equal("Basic dXNlcjpwdw==", _host.Get<WebhookDirectory>().Find(1, 1)!.Authorization);
    }

    [Fact]
    public async Task Signs_in_an_answer_can_be_copied_by_hand()
    {
        const string secret = "whsec_++++/+++++++++++++++++++++++/+++++++++A=";
        using var content = new StringContent(
            $$"""{"type":"speed","url":"https://example.com/?a=1&b=2","name":"Süd <1>","secret":"{{secret}}"}""",
            System.Text.Encoding.UTF8,
            "application/json");

        using var response = await Client.PostAsync("/v1/webhooks", content, TestContext.Current.CancellationToken);

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"\"{secret}\"", text, StringComparison.Ordinal);
        Assert.Contains("\"https://example.com/?a=1&b=2\"", text, StringComparison.Ordinal);
        Assert.Contains("\"Süd <1>\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policies_are_kept_changed_and_cleared()
    {
        const string policies = """
            "retry_schedule":[1,60,604800],"timeout_seconds":30,"rate_limit_per_second":2.5,"max_concurrency":8,
            "retention_hours":24,"retention_messages":5000,"retention_bytes":1099511627776,"ordering":"vehicle","batch":true,
            "batch_size":500,"batch_wait_ms":0,"collapse":true
            """;
        var made = await Client.CreateAsync("/v1/webhooks", $$"""{"type":"location","url":"http://localhost/",{{policies}}}""");
        foreach (var (name, value) in JsonNode.Parse($"{{{policies}}}")!.AsObject())
        {
            Assert.Equal(value!.ToJsonString(), made[name]!.ToJsonString());
        }

        var id = (long)made["id"]!;
        var (status, changed, _) = await Client.SendJsonAsync(
            HttpMethod.Patch, $"/v1/webhooks/{id}", """{"retry_schedule":null,"batch_size":null,"ordering":"none","type":"idle"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Null(changed!["retry_schedule"]);
        Assert.Equal(100, (int)changed["batch_size"]!);
        Assert.Equal("none", (string?)changed["ordering"]);
        Assert.False((bool)changed["collapse"]!);
        Assert.Equal(2.5, (double)changed["rate_limit_per_second"]!);
    }

    [Theory]
    [InlineData("speed", "threshold_mph", 0)]
    [InlineData("posted", "threshold_mph", 0)]
    [InlineData("idle", "threshold_seconds", 300)]
    public async Task Thresholds_that_are_left_out_are_shown(string type, string field, int value)
    {
        var made = await Client.CreateAsync("/v1/webhooks", $$"""{"type":"{{type}}","url":"http://localhost/"}""");

        Assert.Equal(value, (int)made[field]!);
    }

    [Fact]
    public async Task Takes_all_fourteen_types_and_the_old_name_of_one()
    {
        string[] types =
        [
            "location", "speed", "posted", "heartbeat", "trip_complete", "ignition_on", "ignition_off", "landmark_enter",
            "landmark_leave", "landmark_change", "idle", "temperature", "dvir", "driver_assignment", "diagnostic",
        ];
        foreach (var type in types)
        {
            var made = await Client.CreateAsync("/v1/webhooks", $$"""{"type":"{{type}}","url":"http://localhost/"}""");

            Assert.Equal(type == "diagnostic" ? "temperature" : type, (string?)made["type"]);
            Assert.Equal((string?)made["type"], (string?)made["name"]);
        }

        var speeds = await Client.ReadAsync("/v1/webhooks?type=speed");
        Assert.Equal("speed", (string?)Assert.Single(speeds["data"]!.AsArray())!["type"]);
    }

    [Fact]
    public async Task Patch_changes_what_is_sent_and_clears_with_null()
    {
        var vehicle = (long)(await Client.CreateAsync("/v1/vehicles", "{}"))["id"]!;
        await Client.CreateAsync("/v1/webhooks", $$"""
            {"type":"speed","url":"http://a/","threshold_mph":70,"email":"a@b.c","authorization":"Bearer x","name":"N",
             "filter":{"vehicle_ids":[{{vehicle}}]} }
            """);

        var (status, after, _) = await Client.SendJsonAsync(
            HttpMethod.Patch, "/v1/webhooks/1", """{"threshold_mph":80,"email":null,"authorization":null,"name":null}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(80, (int)after!["threshold_mph"]!);
        Assert.Null(after["email"]);
        Assert.Null(after["authorization"]);
        Assert.Equal("speed", (string?)after["name"]);
        Assert.Equal("http://a/", (string?)after["url"]);
        Assert.Equal(vehicle, (long)after["filter"]!["vehicle_ids"]![0]!);
        Assert.Null(after["secret"]);

        (_, after, _) = await Client.SendJsonAsync(HttpMethod.Patch, "/v1/webhooks/1", """{"filter":null,"type":"idle"}""");
        Assert.Null(after!["filter"]);
        Assert.Null(after["threshold_mph"]);
        Assert.Equal(300, (int)after["threshold_seconds"]!);
    }

    [Theory]
    [InlineData("""{"url":null}""", "url")]
    [InlineData("""{"type":null}""", "type")]
    [InlineData("""{"secret":null}""", "secret")]
    [InlineData("""{"threshold_seconds":5}""", "threshold_seconds")]
    [InlineData("""{"status":"paused"}""", "status")]
    public async Task Patch_is_checked_as_a_whole(string patch, string field)
    {
        await Client.CreateAsync("/v1/webhooks", """{"type":"speed","url":"http://a/","threshold_mph":70}""");

        var (status, problem, _) = await Client.SendJsonAsync(HttpMethod.Patch, "/v1/webhooks/1", patch);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(field, (string?)problem!["field"]);
        Assert.Equal(70, (int)(await Client.ReadAsync("/v1/webhooks/1"))["threshold_mph"]!);
    }

    [Fact]
    public async Task Pause_and_resume_are_seen_by_the_dispatcher()
    {
        await Client.CreateAsync("/v1/webhooks", """{"type":"location","url":"http://a/"}""");
        var directory = _host.Get<IWebhookDirectory>();
        var seen = new List<bool>();
        using var subscription = directory.OnChange(snapshot => seen.Add(snapshot.Find(1)!.Paused));

        var (_, paused, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks/1/pause");
        Assert.Equal("paused", (string?)paused!["status"]);
        var (_, resumed, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks/1/resume");
        Assert.Equal("running", (string?)resumed!["status"]);

        Assert.Equal([true, false], seen);
    }

    [Fact]
    public async Task A_disabled_webhook_says_why_and_can_be_resumed()
    {
        await Client.CreateAsync("/v1/webhooks", """{"type":"location","url":"http://a/"}""");
        var directory = _host.Get<IWebhookDirectory>();

        await directory.DisableAsync(1, "The receiver answered 410 Gone.", TestContext.Current.CancellationToken);

        var shown = await Client.ReadAsync("/v1/webhooks/1");
        Assert.Equal("disabled", (string?)shown["status"]);
        Assert.Equal("The receiver answered 410 Gone.", (string?)shown["last_error"]);
        Assert.Empty(directory.Current.Listeners(1, Gateway.Dispatch.Events.EventType.Location).ToArray());
        var (test, _, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks/1/test");
        Assert.Equal(HttpStatusCode.Conflict, test);

        var (_, resumed, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks/1/resume");
        Assert.Equal("running", (string?)resumed!["status"]);
        Assert.Null(resumed["last_error"]);
        Assert.Single(directory.Current.Listeners(1, Gateway.Dispatch.Events.EventType.Location).ToArray());
    }

    [Fact]
    public async Task Shows_how_the_dispatcher_fares()
    {
        await Client.CreateAsync("/v1/webhooks", """{"type":"location","url":"http://a/"}""");
        _host.Dispatcher.States[1] = new WebhookState(5, 42, 1_700_000_000_999, "HTTP 500", true, 0);

        var shown = await Client.ReadAsync("/v1/webhooks/1");

        Assert.Equal("failing", (string?)shown["status"]);
        Assert.Equal(5, (int)shown["queue_depth"]!);
        Assert.Equal(42, (int)shown["total"]!);
        Assert.Equal(1_700_000_000, (long)shown["last_success_time"]!);
        Assert.Equal("HTTP 500", (string?)shown["last_error"]);
        var (_, paused, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks/1/pause");
        Assert.Equal("paused", (string?)paused!["status"]);
    }

    [Fact]
    public async Task Test_goes_through_the_dispatcher()
    {
        await Client.CreateAsync("/v1/webhooks", """{"type":"location","url":"http://a/"}""");

        var (status, answer, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks/1/test");

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.NotNull(answer!["message"]);
        Assert.Equal(1, Assert.Single(_host.Dispatcher.Tests).Id);
        _host.Dispatcher.Accepts = false;
        (status, _, _) = await Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks/1/test");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
    }

    [Fact]
    public async Task A_deleted_webhook_is_gone_and_its_id_is_not_given_again()
    {
        await Client.CreateAsync("/v1/webhooks", """{"type":"location","url":"http://a/"}""");

        var (status, _, _) = await Client.SendJsonAsync(HttpMethod.Delete, "/v1/webhooks/1");

        Assert.Equal(HttpStatusCode.NoContent, status);
        foreach (var (method, path) in new[] { ("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/pause"), ("POST", "/test") })
        {
            (status, _, _) = await Client.SendJsonAsync(
                new HttpMethod(method), $"/v1/webhooks/1{path}", method == "PATCH" ? "{}" : null);
            Assert.Equal(HttpStatusCode.NotFound, status);
        }

        var next = await Client.CreateAsync("/v1/webhooks", """{"type":"location","url":"http://a/"}""");
        Assert.Equal(2, (int)next["id"]!);
    }

    [Fact]
    public async Task Types_have_examples_for_both_formats()
    {
        var types = (await Client.ReadAsync("/v1/webhook-types"))["data"]!.AsArray();

        Assert.Equal(14, types.Count);
        foreach (var type in types)
        {
            Assert.NotNull(type!["parameters"]);
            foreach (var format in new[] { "json", "form" })
            {
                Assert.NotNull(type[format]!["example_headers"]);
                Assert.NotNull(type[format]!["example_body"]);
                Assert.NotNull(type["example_headers"]![format]);
                Assert.NotNull(type["example_body"]![format]);
            }
        }
    }
}
