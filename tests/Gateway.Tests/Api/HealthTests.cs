using System.Net;
using Gateway.Api.Health;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Api;

public sealed class HealthTests
{
    [Fact]
    public async Task Ready_asks_every_part()
    {
        var part = new Part();
        await using var host = await ApiHost.StartAsync(part: part);

        var (status, health, _) = await host.Client.SendJsonAsync(HttpMethod.Get, "/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("unavailable", (string?)health!["status"]);
        var check = health["checks"]!.AsArray().Single(check => (string?)check!["name"] == "part");
        Assert.Equal("unavailable", (string?)check!["status"]);
        Assert.Equal("Not yet.", (string?)check["detail"]);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/live")).StatusCode);

        part.State = new Readiness(true);

        (status, health, _) = await host.Client.SendJsonAsync(HttpMethod.Get, "/health/ready");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("ok", (string?)health!["status"]);
    }

    [Fact]
    public async Task Metrics_count_commits()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Client.CreateAsync("/v1/vehicles", "{}");

        var text = await host.Client.GetStringAsync("/metrics");

        Assert.Contains("gateway_configuration_commits_total", text, StringComparison.Ordinal);
        Assert.Contains("kestrel_active_connections", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_ours_is_a_problem_without_a_stack_trace()
    {
        await using var host = await ApiHost.StartAsync();
        host.Dispatcher.Fault = new InvalidOperationException("secret detail");
        await host.Client.CreateAsync("/v1/vehicles", "{}");

        var (status, problem, response) = await host.Client.SendJsonAsync(
            HttpMethod.Post, "/v1/webhooks", """{"type":"location","url":"http://a/"}""");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("secret detail", problem!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/v1/webhooks/abc", 404)]
    [InlineData("PUT", "/v1/webhooks", 405)]
    [InlineData("GET", "/v1/webhooks/7", 404)]
    public async Task Errors_of_routing_are_problems_too(string method, string path, int status)
    {
        await using var host = await ApiHost.StartAsync();

        var (code, problem, response) = await host.Client.SendJsonAsync(new HttpMethod(method), path);

        Assert.Equal(status, (int)code);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(status, (int)problem!["status"]!);
    }

    private sealed class Part : IReadinessPart
    {
        public Readiness State { get; set; } = new(false, "Not yet.");

        public string Name => "part";

        public Readiness Check() => State;
    }
}
