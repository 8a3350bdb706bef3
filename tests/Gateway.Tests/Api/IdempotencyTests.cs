using System.Net;
using Gateway.Configuration.Idempotency;
using Gateway.Tests.Hosts;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Api;

public sealed class IdempotencyTests
{
    private const string Webhook = """{"type":"location","url":"http://a/"}""";

    [Theory]
    [InlineData("/v1/webhooks", Webhook)]
    [InlineData("/v1/vehicles", """{"device_id":"1"}""")]
    [InlineData("/v1/drivers", """{"first_name":"a","last_name":"b","credential":"c"}""")]
    [InlineData("/v1/landmarks", """{"type":"Feature","geometry":{"type":"Point","coordinates":[0,0]},"properties":{"name":"n","radius_m":9}}""")]
    public async Task The_same_request_is_done_once_and_answered_the_same_also_after_a_restart(string path, string body)
    {
        using var folder = new TempFolder();
        string first;
        await using (var host = await ApiHost.StartAsync(folder.Path))
        {
            var (status, made, response) = await host.Client.SendJsonAsync(HttpMethod.Post, path, body, "key-1");
            Assert.Equal(HttpStatusCode.Created, status);
            Assert.False(response.Headers.Contains("Idempotency-Replayed"));
            first = made!.ToJsonString();
        }

        await using (var host = await ApiHost.StartAsync(folder.Path))
        {
            var (status, made, response) = await host.Client.SendJsonAsync(HttpMethod.Post, path, body, "key-1");
            Assert.Equal(HttpStatusCode.Created, status);
            Assert.Equal("true", Assert.Single(response.Headers.GetValues("Idempotency-Replayed")));
            Assert.Equal($"{path}/1", response.Headers.Location!.OriginalString);
            Assert.Equal(first, made!.ToJsonString());
            Assert.Single((await host.Client.ReadAsync(path))["data"]!.AsArray());
        }
    }

    [Fact]
    public async Task The_same_key_for_another_request_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks", Webhook, "key-1");

        foreach (var (path, body) in new[] { ("/v1/webhooks", Webhook + " "), ("/v1/vehicles", "{}") })
        {
            var (status, problem, _) = await host.Client.SendJsonAsync(HttpMethod.Post, path, body, "key-1");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
            Assert.Equal("Idempotency-Key", (string?)problem!["field"]);
        }

        Assert.Single((await host.Client.ReadAsync("/v1/webhooks"))["data"]!.AsArray());
        Assert.Empty((await host.Client.ReadAsync("/v1/vehicles"))["data"]!.AsArray());
    }

    [Fact]
    public async Task A_refused_request_does_not_use_the_key_up()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Client.CreateAsync("/v1/vehicles", """{"device_id":"1"}""");

        var (status, _, _) = await host.Client.SendJsonAsync(HttpMethod.Post, "/v1/vehicles", """{"device_id":"1"}""", "k");
        Assert.Equal(HttpStatusCode.Conflict, status);
        (status, _, _) = await host.Client.SendJsonAsync(HttpMethod.Post, "/v1/vehicles", """{"device_id":"2"}""", "k");
        Assert.Equal(HttpStatusCode.Created, status);
    }

    [Fact]
    public async Task Many_at_once_make_one_object()
    {
        await using var host = await ApiHost.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            _ => host.Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks", Webhook, "key-1")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.Select(answer => answer.Json!.ToJsonString()).Distinct());
        Assert.Single(answers, answer => !answer.Response.Headers.Contains("Idempotency-Replayed"));
        Assert.Single((await host.Client.ReadAsync("/v1/webhooks"))["data"]!.AsArray());
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(55));
        await using var host = await ApiHost.StartAsync(time: time);
        await host.Client.SendJsonAsync(HttpMethod.Post, "/v1/vehicles", "{}", "k");
        time.Advance(IdempotencyLimits.Retention - TimeSpan.FromSeconds(1));
        var (_, _, before) = await host.Client.SendJsonAsync(HttpMethod.Post, "/v1/vehicles", "{}", "k");
        Assert.True(before.Headers.Contains("Idempotency-Replayed"));

        time.Advance(TimeSpan.FromSeconds(1));

        var (_, made, after) = await host.Client.SendJsonAsync(HttpMethod.Post, "/v1/vehicles", "{}", "k");
        Assert.False(after.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(2, (int)made!["id"]!);
    }

    [Fact]
    public async Task Wrong_keys_are_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var large = $$"""{"type":"Feature","geometry":{"type":"Point","coordinates":[0,0]},"properties":{"name":"n","radius_m":9},"x":"{{new string('x', 1 << 20)}}"}""";
        foreach (var (path, body, key) in new[] { ("/v1/webhooks", Webhook, new string('k', 129)), ("/v1/landmarks", large, "k") })
        {
            var (status, problem, _) = await host.Client.SendJsonAsync(HttpMethod.Post, path, body, key);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
            Assert.Equal("Idempotency-Key", (string?)problem!["field"]);
        }
    }
}
