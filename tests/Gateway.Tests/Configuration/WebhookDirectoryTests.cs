using Gateway.Dispatch.Webhooks;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Configuration;

public sealed class WebhookDirectoryTests
{
    [Fact]
    public async Task Subscribers_see_each_snapshot_in_order_until_they_leave()
    {
        await using var host = await ApiHost.StartAsync();
        var directory = host.Get<IWebhookDirectory>();
        var counts = new List<int>();
        var subscription = directory.OnChange(snapshot =>
        {
            Assert.Same(directory.Current, snapshot);
            counts.Add(snapshot.All.Count);
        });

        await Task.WhenAll(Enumerable.Range(0, 10).Select(
            _ => host.Client.CreateAsync("/v1/webhooks", """{"type":"location","url":"http://a/"}""")));
        subscription.Dispose();
        await host.Client.SendJsonAsync(HttpMethod.Delete, "/v1/webhooks/1");

        Assert.Equal(Enumerable.Range(1, 10), counts);
        Assert.Equal(9, directory.Current.All.Count);
    }

    [Fact]
    public async Task Disabling_is_durable()
    {
        using var folder = new TempFolder();
        await using (var host = await ApiHost.StartAsync(folder.Path))
        {
            await host.Client.CreateAsync("/v1/webhooks", """{"type":"location","url":"http://a/"}""");
            await host.Get<IWebhookDirectory>().DisableAsync(1, new string('x', 5000), TestContext.Current.CancellationToken);
            await host.Get<IWebhookDirectory>().DisableAsync(999, "not there", TestContext.Current.CancellationToken);
        }

        await using (var host = await ApiHost.StartAsync(folder.Path))
        {
            var webhook = host.Get<IWebhookDirectory>().Current.Find(1)!;
            Assert.True(webhook.Disabled);
            Assert.Equal(1000, webhook.DisabledReason!.Length);
            Assert.Equal("disabled", (string?)(await host.Client.ReadAsync("/v1/webhooks/1"))["status"]);
        }
    }
}
