using System.Net;
using Gateway.Tests.Hosts;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Tests.Api;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.ServiceUnavailable)]
    public async Task Head_answers_as_get_without_a_body(string path, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync(part: new Part());

        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ready_asks_every_part()
    {
        var part = new Part();
        await using var host = await ApiHost.StartAsync(part: part);

        var (status, health, _) = await host.Client.SendJsonAsync(HttpMethod.Get, "/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("unhealthy", (string?)health!["status"]);
        var check = health["checks"]!.AsArray().Single(check => (string?)check!["name"] == "part");
        Assert.Equal("unhealthy", (string?)check!["status"]);
        Assert.Equal("Not yet.", (string?)check["detail"]);
        Assert.Equal(7, (double?)check["values"]!["figure"]);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/live")).StatusCode);

        part.State = HealthCheckResult.Degraded("Slow.");

        (status, health, _) = await host.Client.SendJsonAsync(HttpMethod.Get, "/health/ready");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("degraded", (string?)health!["status"]);

        part.State = HealthCheckResult.Healthy();

        (status, health, _) = await host.Client.SendJsonAsync(HttpMethod.Get, "/health/ready");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("healthy", (string?)health!["status"]);

        part.State = null;

        (status, health, _) = await host.Client.SendJsonAsync(HttpMethod.Get, "/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.DoesNotContain("secret detail", health!.ToJsonString(), StringComparison.Ordinal);
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

    private sealed class Part : IHealthCheck
    {
        /// <summary>Null to throw.</summary>
        public HealthCheckResult? State { get; set; } =
            HealthCheckResult.Unhealthy("Not yet.", data: new Dictionary<string, object> { ["figure"] = 7 });

        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(State ?? throw new InvalidOperationException("secret detail"));
    }
}
