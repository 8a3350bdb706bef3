using Gateway.Tests.EndToEnd;
using Gateway.Tracing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace Gateway.Tests.Tracing;

/// <summary>From the report to the POST, as a collector sees it.</summary>
public sealed class TraceTests
{
    private const string Imei = "350000000000011";

    [Fact]
    public async Task One_trace_from_the_report_to_every_attempt_and_its_id_is_the_events()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = message => message.Head.GetProperty("retry_count").GetInt32() == 0
            ? StatusCodes.Status500InternalServerError
            : StatusCodes.Status204NoContent;
        var gateway = await TestGateway.StartAsync(configure: options =>
        {
            options.Otlp = new OtlpOptions
            {
                Endpoint = collector.Url,
                Protocol = "http/protobuf",
                Headers = "x-token=abc",
                SampleRatio = 1,
            };
            options.Dispatch.RetryIntervals = [TimeSpan.FromMilliseconds(10)];
        });
        string eventId;
        IReadOnlyList<HookMessage> messages;
        await using (gateway)
        {
            await gateway.AddVehicleAsync(Imei);
            var webhook = await gateway.AddWebhookAsync("location", receiver.Url("location"));
            await using var tracker = await gateway.LogInAsync(Imei);
            await tracker.SendAsync(new AvlRecord());
            await receiver.ReceivedAsync("location", 2);
            await gateway.EventuallyAsync(async () => (long)(await gateway.WebhookAsync(webhook.Id))["total"]! == 1, "delivered");
            messages = receiver.At("location");
            eventId = messages[0].Text("event_id")!;

            // Stopped, so that every span has ended. Disposing exports them too, but not for as long as it may take.
            await gateway.StopAsync();
            Assert.True(gateway.Services.GetRequiredService<TracerProvider>().ForceFlush((int)Limits.Hang.TotalMilliseconds));
        }

        Assert.Equal("abc", collector.Token);
        var spans = collector.Spans.Where(span => span.TraceId == eventId).ToList();
        var report = Assert.Single(spans, span => span.Name == "device report");
        var journal = Assert.Single(spans, span => span.Name == "report journal");
        var publish = Assert.Single(spans, span => span.Name == "event publish");
        var attempts = spans.Where(span => span.Name == "POST").OrderBy(span => span.Tags["http.request.resend_count"]).ToList();
        Assert.Equal("", report.ParentId);
        Assert.Equal(report.SpanId, journal.ParentId);
        Assert.Equal(report.SpanId, publish.ParentId);
        Assert.Equal(["500", "204"], attempts.Select(span => span.Tags["http.response.status_code"]));
        Assert.All(attempts, span => Assert.Equal(publish.SpanId, span.ParentId));
        Assert.True(report.Start <= journal.Start && journal.Start <= publish.Start && publish.Start <= attempts[1].End);
        Assert.Equal(
            attempts.Select(span => $"00-{span.TraceId}-{span.SpanId}-01"),
            messages.Select(message => message.Headers["traceparent"]));
        Assert.Equal("location", publish.Tags["gateway.event.type"]);
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_traced()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.Tracker.SendAsync(new AvlRecord());

        var message = (await scene.Receiver.ReceivedAsync("location", 1))[0];

        Assert.False(message.Headers.ContainsKey("traceparent"));
    }

    [Theory]
    [InlineData("collector:4317", "grpc", null, 1, "Endpoint")]
    [InlineData("http://user:password@host", "grpc", null, 1, "Endpoint")]
    [InlineData("http://host", "udp", null, 1, "Protocol")]
    [InlineData("http://host", "grpc", "no pair", 1, "Headers")]
    [InlineData("http://host", "grpc", null, 1.1, "SampleRatio")]
    [InlineData("http://host", "grpc", null, double.NaN, "SampleRatio")]
    public void Wrong_options_are_told(string endpoint, string protocol, string? headers, double ratio, string named)
    {
        var options = new OtlpOptions { Endpoint = endpoint, Protocol = protocol, Headers = headers, SampleRatio = ratio };

        Assert.Contains(named, Assert.Single(options.Validate()), StringComparison.Ordinal);
    }
}
