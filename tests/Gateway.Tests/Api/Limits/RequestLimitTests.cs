using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Api;
using Gateway.Api.Limits;
using Gateway.Tests.EndToEnd;
using Gateway.Tests.Hosts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Api.Limits;

public sealed class RequestLimitTests
{
    [Fact]
    public async Task A_key_over_its_rate_is_told_when_to_come_back_and_others_go_on()
    {
        // So slow a refill that none comes while the test runs, but for one a second.
        await using var host = await ApiHost.StartAsync(api: new ApiOptions { RequestBurst = 20, RequestsPerSecond = 1 });
        using var counters = new GatewayCounters(host.Get<System.Diagnostics.Metrics.IMeterFactory>());
        var made = await host.Client.CreateAsync("/v1/keys", """{"name":"k","role":"manager"}""");
        using var other = host.ClientWith((string)made["key"]!);
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 60; i++)
        {
            answers.Add(await host.Client.GetAsync("/v1/vehicles"));
        }

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.True(refused.Count > 10, $"{refused.Count} refused");
        Assert.All(answers.Take(19), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.All(refused, answer =>
        {
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter!.Delta);
        });
        Assert.Equal(refused.Count, counters.Sum("gateway.api.refused", "reason=rate"));
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/v1/vehicles")).StatusCode);
        for (var i = 0; i < 40; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/live")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/metrics")).StatusCode);
        }
    }

    [Fact]
    public async Task Wrong_keys_are_counted_and_slowed_down_and_a_good_one_still_passes()
    {
        await using var host = await ApiHost.StartAsync(
            api: new ApiOptions { AuthenticationFailureBurst = 5, AuthenticationFailuresPerMinute = 1 });
        using var counters = new GatewayCounters(host.Get<System.Diagnostics.Metrics.IMeterFactory>());
        using var wrong = host.ClientWith("wrong-key-0123456789");
        using var none = host.ClientWith(null);
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 5; i++)
        {
            answers.Add(await wrong.GetAsync("/v1/vehicles"));
            answers.Add(await none.GetAsync("/v1/nothing"));
        }

        Assert.Equal(
            [.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 5), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 5)],
            answers.Select(answer => answer.StatusCode));
        Assert.All(answers.Skip(5), answer =>
        {
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
            Assert.True(answer.Headers.ConnectionClose);
        });
        Assert.Equal(5, counters.Sum("gateway.api.authentication.failures", "reason=unknown_key"));
        Assert.Equal(5, counters.Sum("gateway.api.authentication.failures", "reason=no_key"));
        Assert.Equal(5, counters.Sum("gateway.api.refused", "reason=authentication"));
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/v1/vehicles")).StatusCode);
    }

    [Fact]
    public async Task An_account_watches_so_much_at_once_and_no_more()
    {
        await using var host = await ApiHost.StartAsync(api: new ApiOptions { LiveStreams = 2 });
        using var counters = new GatewayCounters(host.Get<System.Diagnostics.Metrics.IMeterFactory>());
        for (var i = 0; i < 3; i++)
        {
            await host.Client.CreateAsync("/v1/webhooks", """{"type":"location","url":"http://a/"}""");
        }

        host.Get<Gateway.Dispatch.Attempts.AttemptLog>().Open(host.Get<Gateway.Dispatch.Webhooks.IWebhookDirectory>());
        var first = await WatchAsync(host.Client, 1);
        using var second = await WatchAsync(host.Client, 2);
        using var third = await WatchAsync(host.Client, 3);

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests],
            [first.StatusCode, second.StatusCode, third.StatusCode]);
        Assert.NotNull(third.Headers.RetryAfter);
        Assert.Equal(1, counters.Sum("gateway.api.refused", "reason=live"));
        first.Dispose();
        using var limit = new CancellationTokenSource(EndToEnd.Limits.Hang);
        while (true)
        {
            using var again = await WatchAsync(host.Client, 3);
            if (again.StatusCode == HttpStatusCode.OK)
            {
                break;
            }

            limit.Token.ThrowIfCancellationRequested();
        }
    }

    [Fact]
    public async Task Connections_beyond_the_cap_are_closed()
    {
        await using var gateway = await TestGateway.StartAsync(configure: options => options.Api.MaxConnections = 1);
        await gateway.Api.GetAsync("/health/live");
        using var other = new HttpClient { BaseAddress = gateway.Api.BaseAddress };

        await Assert.ThrowsAsync<HttpRequestException>(() => other.GetAsync("/health/live"));

        Assert.True(gateway.Counters.Sum("gateway.api.refused", "reason=connections") >= 1);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Api.GetAsync("/health/live")).StatusCode);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    public void An_address_is_one_and_an_ipv6_network_is_one(string one, string another, bool same)
    {
        // Of two that are not the same a few share a bucket, by the process's seed: many neighbours can't all.
        var (a, b) = (IPAddress.Parse(one), IPAddress.Parse(another));
        if (same)
        {
            Assert.Equal(RemotePartition.Of(a), RemotePartition.Of(b));
        }
        else
        {
            var bytes = b.GetAddressBytes();
            var place = bytes.Length == 4 ? 3 : 7;
            var buckets = Enumerable.Range(0, 250).Select(i =>
            {
                bytes[place] = (byte)i;
                return RemotePartition.Of(new IPAddress(bytes));
            }).ToList();
            Assert.True(buckets.Distinct().Count() > 200);
            Assert.All(buckets, bucket => Assert.InRange(bucket, 0, RemotePartition.Count - 1));
        }
    }

    [Fact]
    public async Task Headers_request_lines_and_bodies_have_caps()
    {
        await using var host = await ApiHost.StartAsync();

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, await StatusAsync(request => request.Headers.Add("X-Long", new string('a', HttpLimits.MaxHeaderBytes))));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, await StatusAsync(request =>
        {
            for (var i = 0; i < HttpLimits.MaxHeaders; i++)
            {
                request.Headers.Add($"X-{i}", "a");
            }
        }));
        Assert.Equal(HttpStatusCode.RequestUriTooLong, await StatusAsync(request => request.RequestUri = new Uri($"/v1/vehicles?{new string('a', HttpLimits.MaxRequestLineBytes)}", UriKind.Relative)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusAsync(request =>
        {
            request.Method = HttpMethod.Post;
            request.Content = new ByteArrayContent(new byte[(1 << 20) + 1]) { Headers = { { "Content-Type", "application/json" } } };
        }));

        async Task<HttpStatusCode> StatusAsync(Action<HttpRequestMessage> change)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/vehicles");
            change(request);
            using var answer = await host.Client.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_gateways_server_has_these_limits_and_no_slow_client_keeps_it()
    {
        await using var gateway = await TestGateway.StartAsync();
        var limits = gateway.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.Equal(HttpLimits.MaxBodyBytes, limits.MaxRequestBodySize);
        Assert.Equal(HttpLimits.HeadersTimeout, limits.RequestHeadersTimeout);
        Assert.Equal(HttpLimits.KeepAliveTimeout, limits.KeepAliveTimeout);
        Assert.Equal((240, 5), (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod.TotalSeconds));
        Assert.Equal((240, 5), (limits.MinResponseDataRate!.BytesPerSecond, limits.MinResponseDataRate.GracePeriod.TotalSeconds));
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_given_up()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /v1/vehicles HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {ApiHost.AdminKey}\r\n"
                + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"),
            TestContext.Current.CancellationToken);

        // Ends after the grace time, because the server closes the connection.
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(EndToEnd.Limits.Hang);

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        var entry = Assert.Single((await host.Client.ReadAsync("/v1/audit"))["data"]!.AsArray());
        Assert.Equal(408, (int)entry!["status"]!);
    }

    [Fact]
    public void Values_out_of_range_are_all_named()
    {
        var faults = new ApiOptions
        {
            RequestsPerSecond = 0,
            RequestBurst = -1,
            AuthenticationFailuresPerMinute = 60_001,
            AuthenticationFailureBurst = 0,
            LiveStreams = 0,
            MaxConnections = 0,
        }.Validate().ToList();

        Assert.Equal(6, faults.Count);
        Assert.Empty(new ApiOptions().Validate());
        Assert.Equal(2, new Gateway.Audit.AuditOptions { MaxAge = TimeSpan.Zero, MaxEntries = 99 }.Validate().Count());
    }

    private static Task<HttpResponseMessage> WatchAsync(HttpClient client, int webhook) =>
        client.GetAsync($"/v1/webhooks/{webhook}/live", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
}
