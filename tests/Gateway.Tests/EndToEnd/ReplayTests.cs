using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Cli;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.EndToEnd;

/// <summary>Replay, retry and test over the API and the CLI of a whole gateway.</summary>
public sealed class ReplayTests
{
    private const long Start = AvlRecord.Start;

    [Fact]
    public async Task Replay_sends_retained_events_again_with_the_same_id()
    {
        await using var scene = await Scene.BeginAsync();
        var webhook = await scene.ListenAsync("location", "again");
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start }, new AvlRecord { Time = Start + 1 });
        var first = await scene.Receiver.ReceivedAsync("again", 2);
        await SendAsync(scene, $"/v1/webhooks/{webhook.Id}/test", HttpStatusCode.Accepted);
        await scene.Receiver.ReceivedAsync("again", 3);

        // What is on its way is not replayed.
        await scene.Gateway.DrainedAsync();
        var times = first.Select(message => message.Head.GetProperty("enqueue_time").GetInt64()).ToArray();

        var job = await SendAsync(
            scene, $"/v1/webhooks/{webhook.Id}/replay", HttpStatusCode.Accepted, $$"""{"from":{{times.Min()}},"to":{{times.Max()}},"rate":50}""");
        await scene.Receiver.ReceivedAsync("again", 5);
        await scene.Gateway.EventuallyAsync(
            async () => (string?)(await ReplaysAsync(scene, webhook.Id))[0]!["status"] == "done", "replay done");

        var all = scene.Receiver.At("again");
        Assert.Equal(first.Select(message => message.Id).Order(), all.Skip(3).Select(message => message.Id).Order());
        Assert.All(all.Skip(3), message => Assert.True(message.IsSignedWith(webhook.Secret)));
        Assert.All(all.Skip(3), message => Assert.Equal(0, message.Head.GetProperty("retry_count").GetInt32()));
        var ended = (await ReplaysAsync(scene, webhook.Id))[0]!;
        Assert.Equal(((long)job["id"]!, 2L, 50, 1.0), ((long)ended["id"]!, (long)ended["queued"]!, (int)ended["rate"]!, (double)ended["progress"]!));
        await scene.Gateway.DrainedAsync();
        Assert.Equal(5, (long)(await scene.Gateway.WebhookAsync(webhook.Id))["total"]!);
        Assert.Equal(2, scene.Receiver.At("location").Count);
    }

    [Fact]
    public async Task What_cannot_be_replayed_is_said()
    {
        await using var scene = await Scene.BeginAsync();
        var webhook = await scene.ListenAsync("location", "said");
        var path = $"/v1/webhooks/{webhook.Id}/replay";
        await SendAsync(scene, path, HttpStatusCode.UnprocessableEntity, "{}");
        await SendAsync(scene, path, HttpStatusCode.UnprocessableEntity, """{"from":5,"to":4}""");
        await SendAsync(scene, path, HttpStatusCode.UnprocessableEntity, """{"from":5,"rate":0}""");
        await SendAsync(scene, path, HttpStatusCode.UnprocessableEntity, """{"from":-1}""");
        await SendAsync(scene, path, HttpStatusCode.BadRequest, """{"from":"yesterday"}""");
        await SendAsync(scene, "/v1/webhooks/999/replay", HttpStatusCode.NotFound, """{"from":0}""");
        var unknown = new string('0', 32);
        await SendAsync(scene, $"/v1/webhooks/{webhook.Id}/attempts/{unknown}/retry", HttpStatusCode.NotFound);
        await SendAsync(scene, $"/v1/webhooks/{webhook.Id}/attempts/xyz/retry", HttpStatusCode.UnprocessableEntity);
        await SendAsync(scene, $"/v1/webhooks/{webhook.Id}/replays/1/cancel", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_cli_retries_replays_and_cancels()
    {
        await using var scene = await Scene.BeginAsync();
        var refuse = true;
        scene.Receiver.Answer = message => message.Path == "cli" && refuse ? 500 : 204;
        var webhook = await scene.ListenAsync("location", "cli", ""","retry_schedule":[3600] """);
        var id = webhook.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start });
        var message = (await scene.Receiver.ReceivedAsync("cli", 1))[0];
        refuse = false;
        await scene.Gateway.EventuallyAsync(
            async () => (await scene.Gateway.Api.ReadAsync($"/v1/webhooks/{id}/attempts"))["data"]!.AsArray().Count > 0, "logged");

        // It is logged while it still counts as on its way.
        await scene.Gateway.EventuallyAsync(
            async () => (string?)(await scene.Gateway.WebhookAsync(webhook.Id))["status"] == "failing", "failing");

        var retry = await RunAsync(scene, "webhook", "retry", id, message.Id, "--output", "json");
        Assert.Equal((0, "queued"), (retry.Code, (string?)retry.Json["status"]));
        var again = await scene.Receiver.ReceivedAsync("cli", message => message.Head.GetProperty("retry_count").GetInt32() == 1);
        Assert.Equal(message.Id, again.Id);

        // Not on its way any more, so that it is replayed.
        await scene.Gateway.EventuallyAsync(
            async () => (long)(await scene.Gateway.WebhookAsync(webhook.Id))["total"]! == 1, "delivered");
        var replay = await RunAsync(scene, "webhook", "replay", id, "--from", "2015-01-01T00:00:00Z", "--output", "json");
        Assert.Equal((0, 1_420_070_400), (replay.Code, (long)replay.Json["from"]!));
        await scene.Receiver.ReceivedAsync("cli", 3);
        Assert.Equal(0, (await RunAsync(scene, "webhook", "test", id)).Code);
        await scene.Receiver.ReceivedAsync("cli", 4);
        Assert.Contains("done", await DoneAsync(), StringComparison.Ordinal);
        var number = ((long)replay.Json["id"]!).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(0, (await RunAsync(scene, "webhook", "cancel-replay", id, number)).Code);
        Assert.Equal(1, (await RunAsync(scene, "webhook", "replay", "999", "--from", "0")).Code);
        Assert.Equal(2, (await RunAsync(scene, "webhook", "replay", id, "--from", "yesterday")).Code);

        async Task<string> DoneAsync()
        {
            var output = "";
            await scene.Gateway.EventuallyAsync(
                async () => (output = (await RunAsync(scene, "webhook", "replays", id)).Output).Contains("done", StringComparison.Ordinal),
                "replay done");
            return output;
        }
    }

    private static Task<CliRun> RunAsync(Scene scene, params string[] args) =>
        CliRun.StartAsync([.. args, "--server", scene.Gateway.Api.BaseAddress!.ToString(), "--key", TestGateway.AdminKey]);

    private static async Task<JsonArray> ReplaysAsync(Scene scene, long id) =>
        (await scene.Gateway.Api.ReadAsync($"/v1/webhooks/{id}/replays"))["data"]!.AsArray();

    private static async Task<JsonNode> SendAsync(Scene scene, string path, HttpStatusCode expected, string? body = null)
    {
        var (status, json, _) = await scene.Gateway.Api.SendJsonAsync(HttpMethod.Post, path, body);
        Assert.True(status == expected, $"{(int)status} {json}");
        return json!;
    }
}
