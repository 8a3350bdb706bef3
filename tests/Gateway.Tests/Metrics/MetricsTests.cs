using Gateway.Tests.EndToEnd;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Metrics;

/// <summary>What <c>/metrics</c> says after traffic.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task The_page_tells_of_each_class_of_webhooks()
    {
        await using var scene = await Scene.BeginAsync();
        var form = await scene.ListenAsync("location", "form", ""","content_type":"form","retry_schedule":[3600] """);
        scene.Receiver.Answer = message => message.Path == "form"
            ? StatusCodes.Status500InternalServerError
            : StatusCodes.Status204NoContent;
        await scene.Tracker.SendAsync(new AvlRecord());
        await scene.Receiver.ReceivedAsync("form", message => message.Body.Length > 0);
        await scene.Gateway.Counters.ReachAsync(1, "gateway.dispatch.attempts", "format=form", "outcome=refused");
        await scene.Gateway.Counters.ReachAsync(1, "gateway.dispatch.attempts", "format=json", "outcome=delivered");

        // An attempt is counted before it is out of the queue, which is the last that comes of it.
        await scene.Gateway.EventuallyAsync(
            async () => (string?)(await scene.Gateway.WebhookAsync(form.Id))["status"] == "failing"
                && (long)(await scene.Gateway.WebhookAsync(1))["queue_depth"]! == 0,
            "both attempts concluded");

        var page = await MetricsPage.ReadAsync(scene.Gateway.Api);

        Assert.Equal(1, page.Sum("gateway_dispatch_attempts_total", "type=\"location\"", "format=\"json\"", "outcome=\"delivered\""));
        Assert.Equal(1, page.Sum("gateway_dispatch_attempts_total", "type=\"location\"", "format=\"form\"", "outcome=\"refused\""));
        Assert.Equal(1, page.Sum("gateway_dispatch_attempt_duration_seconds_count", "format=\"form\""));
        Assert.Equal(1, page.Sum("gateway_dispatch_delivery_duration_seconds_count", "format=\"json\""));
        Assert.Equal(1, page.Sum("gateway_dispatch_queue_depth", "format=\"form\""));
        Assert.Equal(0, page.Sum("gateway_dispatch_queue_depth", "format=\"json\""));
        Assert.Equal(2, page.Sum("gateway_dispatch_breakers", "state=\"closed\""));
        Assert.True(page.Sum("gateway_dispatch_window", "format=\"form\"") >= 1);
        Assert.Single(page.Names, name => name == "gateway_dispatch_queue_oldest_age_seconds");
    }

    [Fact]
    public async Task No_webhook_and_no_device_is_a_tag()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync("location", "other");
        await scene.Tracker.SendAsync(new AvlRecord());
        await scene.SettledAsync(AvlRecord.Start);

        var text = await scene.Gateway.Api.GetStringAsync("/metrics");

        Assert.DoesNotContain(Scene.Imei, text, StringComparison.Ordinal);
        Assert.DoesNotContain("webhook_id", text, StringComparison.Ordinal);
        Assert.DoesNotContain("webhook=", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_gateways_in_a_process_have_a_page_each()
    {
        await using var busy = await Scene.BeginAsync();
        await using var idle = await TestGateway.StartAsync();
        await busy.Tracker.SendAsync(new AvlRecord());
        await busy.SettledAsync(AvlRecord.Start);

        Assert.Equal(1, (await MetricsPage.ReadAsync(busy.Gateway.Api)).Sum("gateway_device_reports_total"));
        Assert.Equal(0, (await MetricsPage.ReadAsync(idle.Api)).Sum("gateway_device_reports_total"));
    }
}
