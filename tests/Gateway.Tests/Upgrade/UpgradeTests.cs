using System.Net;
using System.Net.Http.Headers;
using Gateway.Tests.EndToEnd;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.Upgrade;

/// <summary>The folders of older builds, each killed at work, under the gateway of today.</summary>
public sealed class UpgradeTests
{
    private const string Imei = "350000000000011";

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    [InlineData("third")]
    public async Task What_waited_is_delivered_with_its_ids_and_the_vehicle_goes_on(string build)
    {
        using var saved = SavedFolder.Open(build);
        await using var receiver = await HookReceiver.StartAsync();
        await using var gateway = await StartAsync(saved);
        var hooks = saved.Webhooks;

        Assert.Equal(hooks.Values.Select(hook => hook.Id).Order(), await IdsAsync(gateway, "webhooks"));
        Assert.Equal([saved.LandmarkId], await IdsAsync(gateway, "landmarks"));
        var vehicle = (await gateway.Api.ReadAsync("/v1/vehicles"))["data"]!.AsArray().Single()!;
        Assert.Equal(
            (saved.VehicleId, Imei, "TRUCK1", "Truck 1", "1FTFW1ET5DFC10312"),
            ((long)vehicle["id"]!, (string?)vehicle["device_id"], (string?)vehicle["ref_id"], (string?)vehicle["label"], (string?)vehicle["vin"]));
        Assert.Equal(AvlRecord.Start + 180, (long)vehicle["last_report"]!["event_time"]!);
        foreach (var (name, hook) in hooks)
        {
            var now = await gateway.WebhookAsync(hook.Id);
            Assert.Equal(hook.Total, (long)now["total"]!);
            Assert.Equal(name == "location/paused" ? "paused" : "running", (string?)now["status"] is "failing" ? "running" : (string?)now["status"]);
            Assert.Equal(hook.QueueDepth, (long)now["queue_depth"]!);
            await SendAsync(gateway, HttpMethod.Patch, hook.Id, "", $$"""{"url":"{{receiver.Url(name.Replace('/', '-'))}}"}""");
        }

        // The four that were refused, with the ids that the receiver has seen; the same events to the one that was paused.
        var refused = await receiver.ReceivedAsync("location-refused", 4);
        Assert.Equal(saved.SentTo("refused"), refused.Select(message => (message.Id, message.EventTime)));
        Assert.All(refused, message => Assert.True(message.IsSignedWith(hooks["location/refused"].Secret)));
        Assert.Empty(receiver.At("location-paused"));
        await SendAsync(gateway, HttpMethod.Post, hooks["location/paused"].Id, "/resume");
        var paused = await receiver.ReceivedAsync("location-paused", 4);
        Assert.Equal(
            refused.Select(message => (message.Text("event_id"), message.EventTime)),
            paused.Select(message => (message.Text("event_id"), message.EventTime)));

        // Ignition is on and the vehicle inside: known, so told no second time; off and outside are news.
        await using var tracker = await gateway.LogInAsync(Imei);
        await tracker.SendAsync(At(240, 0.1, ignition: true));
        await tracker.SendAsync(At(300, 0.15, ignition: false));
        await receiver.ReceivedAsync("location-paused", message => message.EventTime == AvlRecord.Start + 300);
        await receiver.ReceivedAsync("location-refused", 6);
        await gateway.DrainedAsync();
        Assert.Empty(receiver.At("ignition_on-ok"));
        Assert.Equal(AvlRecord.Start + 300, Assert.Single(receiver.At("ignition_off-ok")).EventTime);
        var leave = Assert.Single(receiver.At("landmark_leave-ok"));
        Assert.Equal((AvlRecord.Start + 300, "Depot"), (leave.EventTime, leave.Text("landmark")));
        Assert.Equal(6, receiver.At("location-refused").Select(message => message.Id).Distinct().Count());
        Assert.Equal((6, 6), (receiver.At("location-refused").Count, receiver.At("location-paused").Count));
    }

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    [InlineData("third")]
    public async Task What_was_added_since_works_on_it_and_a_second_start_finds_it_all(string build)
    {
        using var saved = SavedFolder.Open(build);
        await using var receiver = await HookReceiver.StartAsync();
        await using (var gateway = await StartAsync(saved))
        {
            var users = (await gateway.Api.ReadAsync("/v1/users"))["data"]!.AsArray();
            Assert.Equal("admin", (string?)Assert.Single(users)!["username"]);
            Assert.NotNull((await gateway.Api.ReadAsync("/v1/account"))["settings"]);
            await gateway.AddWebhookAsync("trip_complete", receiver.Url("trip"), ",\"ordering\":\"vehicle\"");
            await gateway.StopAsync();
        }

        await using var again = await StartAsync(saved);
        Assert.Equal(saved.Webhooks.Count + 1, (await IdsAsync(again, "webhooks")).Count);
        await using var tracker = await again.LogInAsync(Imei);
        foreach (var (seconds, latitude) in ((long, double)[])[(240, 0.1), (300, 0.11), (360, 0.12), (420, 0.13)])
        {
            await tracker.SendAsync(At(seconds, latitude, ignition: true) with { SpeedKph = 60 });
        }

        await tracker.SendAsync(At(480, 0.13, ignition: false));
        var trip = await receiver.ReceivedAsync("trip", _ => true);
        Assert.True(trip.Number("distance_mi") > 1.9, "The way to the depot's north was not counted.");
    }

    private static AvlRecord At(long seconds, double latitude, bool ignition) => new()
    {
        Time = AvlRecord.Start + seconds,
        Latitude = latitude,
        Longitude = 10,
        SpeedKph = 0,
        Ignition = ignition,
    };

    /// <summary>An hour after the kill, so that every retry is due.</summary>
    private static async Task<TestGateway> StartAsync(SavedFolder saved)
    {
        var gateway = await TestGateway.StartAsync(saved.DataPath, time: new ShiftedClock(saved.SavedTime.AddHours(1)));
        gateway.Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SavedFolder.AdminKey);
        return gateway;
    }

    private static async Task<IReadOnlyList<long>> IdsAsync(TestGateway gateway, string list) =>
        [.. (await gateway.Api.ReadAsync($"/v1/{list}"))["data"]!.AsArray().Select(item => (long)item!["id"]!).Order()];

    private static async Task SendAsync(TestGateway gateway, HttpMethod method, long id, string path, string? body = null)
    {
        var (status, json, _) = await gateway.Api.SendJsonAsync(method, $"/v1/webhooks/{id}{path}", body);
        Assert.True(status == HttpStatusCode.OK, $"{(int)status} {json}");
    }
}
