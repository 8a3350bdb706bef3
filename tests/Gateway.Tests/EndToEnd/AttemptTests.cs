using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.Cli;
using Gateway.Tests.Hosting;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.EndToEnd;

/// <summary>The attempt log, live and from the CLI, over a whole gateway.</summary>
public sealed class AttemptTests
{
    private const long Start = AvlRecord.Start;

    [Fact]
    public async Task Attempts_are_listed_newest_first_with_heads_and_no_secret_and_outlive_a_restart()
    {
        await using var scene = await Scene.BeginAsync();
        scene.Receiver.Answer = message => message.Path == "refused" ? 422 : 204;
        var webhook = await scene.ListenAsync(
            "location", "refused", ""","authorization":"Basic dXNlcjpwYXNz","retry_schedule":[3600] """);
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start }, new AvlRecord { Time = Start + 1 });
        var messages = await scene.Receiver.ReceivedAsync("refused", 2);
        var list = await ListedAsync(scene.Gateway, webhook.Id, 2);

        Assert.True((long)list[0]!["id"]! > (long)list[1]!["id"]!);
        var attempt = list[0]!;
        var message = messages.Single(message => message.Id == (string?)attempt["message_id"]);
        Assert.Equal(message.Text("event_id"), (string?)attempt["event_id"]);
        Assert.Equal(("refused", 422, "location"), ((string?)attempt["outcome"], (int)attempt["status"]!, (string?)attempt["type"]));
        Assert.Equal(scene.VehicleId, (long)attempt["vehicle_id"]!);
        Assert.StartsWith("HTTP 422", (string?)attempt["error"], StringComparison.Ordinal);
        Assert.Equal("Basic ***", (string?)attempt["request_headers"]!["Authorization"]);
        Assert.DoesNotContain("dXNlcjpwYXNz", list.ToJsonString(), StringComparison.Ordinal);
        foreach (var name in new[] { "webhook-id", "webhook-timestamp", "webhook-signature", "Content-Type", "User-Agent" })
        {
            Assert.Equal(message.Headers[name], (string?)attempt["request_headers"]![name]);
        }

        Assert.Equal("0", (string?)attempt["response_headers"]!["Content-Length"]);
        Assert.NotNull(attempt["response_headers"]!["Date"]);

        var path = $"/v1/webhooks/{webhook.Id}/attempts";
        var page = await scene.Gateway.Api.ReadAsync($"{path}?limit=1");
        var next = await scene.Gateway.Api.ReadAsync($"{path}?limit=1&cursor={page["next_cursor"]}");
        Assert.Equal([(long)list[0]!["id"]!, (long)list[1]!["id"]!], Ids(page).Concat(Ids(next)));
        Assert.Equal(2, Ids(await scene.Gateway.Api.ReadAsync($"{path}?outcome=failed&status=422")).Count);
        Assert.Empty(Ids(await scene.Gateway.Api.ReadAsync($"{path}?outcome=delivered")));
        Assert.Empty(Ids(await scene.Gateway.Api.ReadAsync($"{path}?status=200")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await StatusAsync(scene, $"{path}?outcome=odd"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await StatusAsync(scene, $"{path}?status=no"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(scene, "/v1/webhooks/999/attempts"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(scene, "/v1/webhooks/999/live"));

        await scene.RestartAsync();
        var after = await ListedAsync(scene.Gateway, webhook.Id, 2);
        Assert.Equal(Ids(list).Order(), Ids(after).Order().Take(2));
    }

    [Fact]
    public async Task Live_shows_each_attempt_and_ends_when_the_gateway_stops()
    {
        await using var scene = await Scene.BeginAsync();
        var webhook = await scene.ListenAsync("location", "live");
        using var response = await scene.Gateway.Api.GetAsync(
            $"/v1/webhooks/{webhook.Id}/live", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(": watching", await reader.ReadLineAsync(TestContext.Current.CancellationToken));

        await scene.Tracker.SendAsync(new AvlRecord { Time = Start });
        var message = (await scene.Receiver.ReceivedAsync("live", 1))[0];
        string? line;
        do
        {
            line = await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limits.Hang);
        }
        while (line?.StartsWith("data: ", StringComparison.Ordinal) == false);
        var attempt = JsonNode.Parse(line!["data: ".Length..])!;
        Assert.Equal(message.Id, (string?)attempt["message_id"]);
        var listed = (await ListedAsync(scene.Gateway, webhook.Id, 1))[0]!;
        Assert.Equal(listed.ToJsonString(), attempt.ToJsonString());

        await scene.Gateway.StopAsync().WaitAsync(Limits.Hang);
        Assert.DoesNotContain("data:", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cli_lists_and_tails()
    {
        await using var scene = await Scene.BeginAsync();
        var webhook = await scene.ListenAsync("location", "cli");
        var id = webhook.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var tail = RunAsync(scene.Gateway, "webhook", "tail", id, "--count", "1", "--output", "json");
        await Task.WhenAny(tail, SendUntilAsync());
        var run = await tail.WaitAsync(Limits.Hang);

        Assert.Equal(0, run.Code);
        Assert.Single(run.Output.TrimEnd().Split('\n'));
        Assert.Equal("delivered", (string?)run.Json["outcome"]);
        var attempts = await RunAsync(scene.Gateway, "webhook", "attempts", id, "--outcome", "delivered", "--output", "json");
        Assert.Contains((string?)run.Json["event_id"], attempts.Json["data"]!.AsArray().Select(item => (string?)item!["event_id"]));
        var one = await RunAsync(scene.Gateway, "webhook", "attempts", id, "--limit", "1");
        Assert.Contains("delivered", one.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync(scene.Gateway, "webhook", "tail", "999")).Code);

        // When the tail has begun to listen can't be seen from outside, so reports go on until it has seen one.
        async Task SendUntilAsync()
        {
            for (var time = Start; !tail.IsCompleted; time++)
            {
                await scene.Tracker.SendAsync(new AvlRecord { Time = time });
                await scene.Receiver.ReceivedAsync("cli", message => message.EventTime == time);
            }
        }
    }

    [Fact]
    public async Task Ctrl_c_ends_a_tail_with_code_0()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No signals on Windows.");
        await using var scene = await Scene.BeginAsync();
        var webhook = await scene.ListenAsync("location", "cli");
        await using var tail = GatewayProgram.Start(
            scene.Gateway.Folder,
            new Dictionary<string, string> { ["GATEWAY_KEY"] = TestGateway.AdminKey },
            "webhook",
            "tail",
            webhook.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "--server",
            scene.Gateway.Api.BaseAddress!.ToString());

        // When the tail has begun to listen can't be seen from outside, so reports go on until it has seen one.
        var line = tail.ReadLineAsync();
        for (var time = Start; !line.IsCompleted; time++)
        {
            await scene.Tracker.SendAsync(new AvlRecord { Time = time });
            await scene.Receiver.ReceivedAsync("cli", message => message.EventTime == time);
        }

        Assert.Contains("  delivered 204  ", await line, StringComparison.Ordinal);
        await tail.InterruptAsync();
        var (code, _, errors) = await tail.EndAsync();
        Assert.Equal((0, ""), (code, errors));
    }

    private static Task<CliRun> RunAsync(TestGateway gateway, params string[] args) =>
        CliRun.StartAsync([.. args, "--server", gateway.Api.BaseAddress!.ToString(), "--key", TestGateway.AdminKey]);

    private static List<long> Ids(JsonNode list) =>
        [.. (list as JsonArray ?? list["data"]!.AsArray()).Select(item => (long)item!["id"]!)];

    private static async Task<HttpStatusCode> StatusAsync(Scene scene, string path) =>
        (await scene.Gateway.Api.SendJsonAsync(HttpMethod.Get, path)).Status;

    /// <summary>An attempt is logged after its answer has gone out.</summary>
    private static async Task<JsonArray> ListedAsync(TestGateway gateway, long webhook, int count)
    {
        await gateway.EventuallyAsync(
            async () => Ids(await gateway.Api.ReadAsync($"/v1/webhooks/{webhook}/attempts")).Count >= count, "attempts listed");
        return (await gateway.Api.ReadAsync($"/v1/webhooks/{webhook}/attempts"))["data"]!.AsArray();
    }
}
