using System.Net;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.EndToEnd;

/// <summary>What pausing, resuming and deleting a webhook does to its messages, and that no webhook hurts another.</summary>
public sealed class WebhookStateTests
{
    private const long Start = AvlRecord.Start;

    [Fact]
    public async Task A_paused_webhook_keeps_queueing_and_sends_when_resumed()
    {
        await using var scene = await Scene.BeginAsync();
        var webhook = await scene.ListenAsync("location", "paused");
        await PostAsync(scene, $"/v1/webhooks/{webhook.Id}/pause");
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start }, new AvlRecord { Time = Start + 1 });
        await scene.SettledAsync(Start + 1);
        await QueuedAsync(scene, webhook.Id, 2);

        var paused = await scene.Gateway.WebhookAsync(webhook.Id);
        Assert.Equal("paused", (string?)paused["status"]);
        Assert.Equal(0, (long)paused["total"]!);
        Assert.Empty(scene.Receiver.At("paused"));

        await PostAsync(scene, $"/v1/webhooks/{webhook.Id}/resume");

        await scene.Receiver.ReceivedAsync("paused", 2);
        await scene.Gateway.DrainedAsync();
        var resumed = await scene.Gateway.WebhookAsync(webhook.Id);
        Assert.Equal("running", (string?)resumed["status"]);
        Assert.Equal(2, (long)resumed["total"]!);
    }

    [Fact]
    public async Task A_deleted_webhook_gets_nothing_more()
    {
        await using var scene = await Scene.BeginAsync();
        var webhook = await scene.ListenAsync("location", "deleted");
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start });
        await scene.Receiver.ReceivedAsync("deleted", 1);
        using var deleted = await scene.Gateway.Api.DeleteAsync($"/v1/webhooks/{webhook.Id}");
        Assert.True(deleted.IsSuccessStatusCode);

        await scene.Tracker.SendAsync(new AvlRecord { Time = Start + 1 });

        await scene.SettledAsync(Start + 1);
        Assert.Single(scene.Receiver.At("deleted"));
        using var gone = await scene.Gateway.Api.GetAsync($"/v1/webhooks/{webhook.Id}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_dead_receiver_keeps_nothing_from_a_healthy_one()
    {
        const int Records = 200;
        await using var scene = await Scene.BeginAsync();
        using var port = new HeldPort();
        var dead = await scene.Gateway.AddWebhookAsync("location", $"http://127.0.0.1:{port.Number}/hook");
        for (var frame = 0; frame < Records / 20; frame++)
        {
            await scene.Tracker.SendAsync(
                [.. Enumerable.Range(frame * 20, 20).Select(i => new AvlRecord { Time = Start + i })]);
        }

        var messages = await scene.Receiver.ReceivedAsync("location", Records);

        Assert.Equal(Enumerable.Range(0, Records).Select(i => Start + i), messages.Select(message => message.EventTime));
        await QueuedAsync(scene, dead.Id, Records);
        Assert.Equal(0, (long)(await scene.Gateway.WebhookAsync(dead.Id))["total"]!);
    }

    [Fact]
    public async Task A_test_message_goes_the_real_way()
    {
        await using var scene = await Scene.BeginAsync();
        var webhook = await scene.ListenAsync("landmark_leave", "test");

        await PostAsync(scene, $"/v1/webhooks/{webhook.Id}/test");

        var message = (await scene.Receiver.ReceivedAsync("test", 1))[0];
        Assert.True(message.IsSignedWith(webhook.Secret));
        Assert.Equal("landmark_leave", message.Head.GetProperty("type").GetString());
        Assert.Equal("leave", message.Text("transition"));
    }

    /// <summary>An event is queued for one webhook after the other.</summary>
    private static Task QueuedAsync(Scene scene, long webhook, int count) => scene.Gateway.EventuallyAsync(
        async () => (long)(await scene.Gateway.WebhookAsync(webhook))["queue_depth"]! == count, $"{count} messages in the queue");

    private static async Task PostAsync(Scene scene, string path)
    {
        using var answer = await scene.Gateway.Api.PostAsync(path, null);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
