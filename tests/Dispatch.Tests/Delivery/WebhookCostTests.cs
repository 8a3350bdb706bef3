using Gateway.Dispatch.Delivery;

namespace Gateway.Dispatch.Tests.Delivery;

/// <summary>What a webhook costs that has been sent to. The heap is the whole process's: nothing else may run meanwhile.</summary>
[Collection(AloneCollection.Name)]
public class WebhookCostTests
{
    [Fact]
    public void Ten_thousand_webhooks_in_use_take_some_tens_of_megabytes()
    {
        const int count = 10_000;
        var options = new DispatchOptions();
        var kept = new object[count * 2];
        var webhook = TestWebhooks.Make(1, new Uri("https://example.com/hook"));
        _ = new WebhookBreaker(options, options.AttemptTimeout, TimeProvider.System);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < count; i++)
        {
            kept[i] = new WebhookBreaker(options, options.AttemptTimeout, TimeProvider.System);
            kept[count + i] = new WebhookTemplate(webhook);
        }

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / count;
        GC.KeepAlive(kept);
        Assert.InRange(each, 1, 6_000);
    }
}
