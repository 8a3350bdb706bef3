using System.Net;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.EndToEnd;

/// <summary>Two customers on one gateway, from the tracker to the webhook.</summary>
public sealed class TwoAccountsTests
{
    private const string OurImei = "350000000000021";
    private const string TheirImei = "350000000000022";
    private const long Start = AvlRecord.Start;

    [Fact]
    public async Task A_report_goes_to_the_webhooks_of_its_vehicles_account_and_meets_its_landmarks_only()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var gateway = await TestGateway.StartAsync();
        using var north = await AddAccountAsync(gateway);
        var ours = await gateway.AddVehicleAsync(OurImei);
        await gateway.AddCircleAsync("Ours", 0.1, 10, 200);
        var theirs = await AddAsync(north, "/v1/vehicles", $$"""{"device_id":"{{TheirImei}}","ref_id":"N1"}""");
        var yard = await AddAsync(north, "/v1/landmarks", """
            {"type":"Feature","geometry":{"type":"Point","coordinates":[10.02,0.1]},"properties":{"name":"Theirs","radius_m":200}}
            """);
        foreach (var type in new[] { "location", "landmark_enter" })
        {
            await gateway.AddWebhookAsync(type, receiver.Url($"ours-{type}"));
            await AddAsync(north, "/v1/webhooks", $$"""{"type":"{{type}}","url":"{{receiver.Url($"theirs-{type}")}}"}""");
        }

        await using var theirTracker = await gateway.LogInAsync(TheirImei);
        await theirTracker.SendAsync(At(0, 10), At(60, 10.01), At(120, 10.02));
        await using var ourTracker = await gateway.LogInAsync(OurImei);
        await ourTracker.SendAsync(At(0, 10.02), At(60, 10.01), At(120, 10));
        await receiver.ReceivedAsync("theirs-location", message => message.EventTime == Start + 120);
        await receiver.ReceivedAsync("ours-location", message => message.EventTime == Start + 120);
        await gateway.DrainedAsync();
        await gateway.EventuallyAsync(
            async () => (await north.ReadAsync("/v1/webhooks"))["data"]!.AsArray().All(hook => (long)hook!["queue_depth"]! == 0),
            "empty queues of the other account");

        var located = await receiver.ReceivedAsync("theirs-location", 3);
        Assert.Equal([null, null, "Theirs"], located.Select(message => message.Text("landmark")));
        Assert.Equal((Start + 120, yard), (
            Assert.Single(receiver.At("theirs-landmark_enter")).EventTime,
            (long)receiver.At("theirs-landmark_enter")[0].Number("landmark_id")));
        AssertHeads([.. located, .. receiver.At("theirs-landmark_enter")], 2, "ann", "N1", theirs);

        located = await receiver.ReceivedAsync("ours-location", 3);
        Assert.Equal([null, null, "Ours"], located.Select(message => message.Text("landmark")));
        Assert.Single(receiver.At("ours-landmark_enter"));
        AssertHeads([.. located, .. receiver.At("ours-landmark_enter")], 1, "admin", "R021", ours);
    }

    [Fact]
    public async Task A_suspended_accounts_devices_and_webhooks_go_on()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var gateway = await TestGateway.StartAsync();
        using var north = await AddAccountAsync(gateway);
        await AddAsync(north, "/v1/vehicles", $$"""{"device_id":"{{TheirImei}}"}""");
        await AddAsync(north, "/v1/webhooks", $$"""{"type":"location","url":"{{receiver.Url("location")}}"}""");
        await gateway.Api.SendJsonAsync(HttpMethod.Patch, "/v1/accounts/2", """{"status":"suspended"}""");
        Assert.Equal(HttpStatusCode.Forbidden, (await north.GetAsync("/v1/vehicles")).StatusCode);

        await using var tracker = await gateway.LogInAsync(TheirImei);
        await tracker.SendAsync(At(0, 10));

        Assert.Equal(2, (await receiver.ReceivedAsync("location", 1))[0].Head.GetProperty("account_id").GetInt64());
    }

    [Fact]
    public async Task A_key_that_is_revoked_watches_no_more()
    {
        await using var scene = await Scene.BeginAsync();
        var key = await scene.Gateway.Api.CreateAsync("/v1/keys", """{"name":"watch","role":"reader"}""");
        using var watcher = ClientWith(scene.Gateway, (string)key["key"]!);
        var cancellation = TestContext.Current.CancellationToken;
        using var response = await watcher.GetAsync("/v1/webhooks/1/live", HttpCompletionOption.ResponseHeadersRead, cancellation);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        Assert.Equal(": watching", await reader.ReadLineAsync(cancellation));
        using var revoked = await scene.Gateway.Api.DeleteAsync($"/v1/keys/{key["id"]}");
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);

        await scene.Tracker.SendAsync(At(0, 10));

        Assert.Equal("", (await reader.ReadToEndAsync(cancellation).WaitAsync(Limits.Hang)).Trim());
    }

    private static void AssertHeads(IEnumerable<HookMessage> messages, long account, string username, string refId, long vehicle) =>
        Assert.All(messages, message =>
        {
            Assert.Equal(account, message.Head.GetProperty("account_id").GetInt64());
            Assert.Equal(username, message.Head.GetProperty("username").GetString());
            Assert.Equal(refId, message.Head.GetProperty("ref_id").GetString());
            Assert.Equal(vehicle, message.Number("vehicle_id"));
        });

    /// <summary>A second account; a client with the key of its manager, <c>ann</c>.</summary>
    private static async Task<HttpClient> AddAccountAsync(TestGateway gateway)
    {
        var account = await gateway.Api.CreateAsync("/v1/accounts", """{"name":"North"}""");
        using var admin = ClientWith(gateway, (string)account["key"]!);
        var ann = await AddAsync(admin, "/v1/users", """{"username":"ann","role":"manager"}""");
        var key = await admin.CreateAsync("/v1/keys", $$"""{"name":"ann","role":"manager","user_id":{{ann}}}""");
        return ClientWith(gateway, (string)key["key"]!);
    }

    private static HttpClient ClientWith(TestGateway gateway, string key)
    {
        var client = new HttpClient { BaseAddress = gateway.Api.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private static async Task<long> AddAsync(HttpClient client, string path, string body) =>
        (long)(await client.CreateAsync(path, body))["id"]!;

    private static AvlRecord At(int seconds, double longitude) =>
        new() { Time = Start + seconds, Latitude = 0.1, Longitude = longitude };
}
