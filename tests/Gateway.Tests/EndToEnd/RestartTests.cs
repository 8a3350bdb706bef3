using Gateway.Tests.Hosts;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.EndToEnd;

/// <summary>A gateway stopped in order goes on where it was.</summary>
public sealed class RestartTests
{
    private const long Start = AvlRecord.Start;

    [Fact]
    public async Task The_vehicles_state_goes_on()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.Gateway.AddCircleAsync("Depot", 0.1, 10, 200);
        await scene.ListenAsync("ignition_off");
        await scene.ListenAsync("landmark_change", "change");
        await scene.ListenAsync("temperature", "range", ""","threshold_high_c":8 """);
        var inside = new AvlRecord { Latitude = 0.1, Longitude = 10, Ignition = true, OdometerMeters = 160_934, Celsius = 5 };
        await scene.Tracker.SendAsync(inside);
        await scene.SettledAsync(Start);

        await scene.RestartAsync();

        var last = (await scene.Gateway.Api.ReadAsync($"/v1/vehicles/{scene.VehicleId}"))["last_report"]!;
        Assert.Equal(Start, (long)last["event_time"]!);
        Assert.Equal(100, (double)last["odometer_mi"]!);
        await scene.Tracker.SendAsync(inside);
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start - 1, Latitude = 0.103, Longitude = 10 });
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start + 60, Latitude = 0.2, Longitude = 10, Ignition = false, Celsius = 9 });
        await scene.Receiver.ReceivedAsync("range", 1);
        var locations = await scene.AllAsync("location", Start + 60);
        Assert.Equal([Start - 1, Start, Start + 60], locations.Select(message => message.EventTime));
        Assert.True(locations[0].Data.GetProperty("late").GetBoolean(), "The newest time was forgotten.");
        Assert.Equal(100, locations[2].Number("odometer_mi"));
        Assert.Equal(Start + 60, Assert.Single(scene.Receiver.At("ignition_off")).EventTime);
        Assert.Equal("high", Assert.Single(scene.Receiver.At("range")).Text("state"));
        var change = scene.Receiver.At("change").OrderBy(message => message.EventTime).ToArray();
        // The late record makes of the first fix ever inside an enter from outside: the same visit, sent again.
        Assert.Equal(
            [("enter", "initial", 0), ("enter", "fix", 1), ("leave", "fix", 1)],
            change.OrderBy(message => message.Number("revision")).ThenBy(message => message.EventTime)
                .Select(message => (message.Text("transition")!, message.Text("detection")!, (int)message.Number("revision"))));
        Assert.Single(change.Select(message => message.Text("visit_id")).Distinct());
        Assert.Equal(Start, change[^1].Number("enter_time"));
        Assert.Equal(60, change[^1].Number("dwell_s"));
    }

    [Fact]
    public async Task Nothing_is_delivered_twice_and_the_totals_stay()
    {
        await using var scene = await Scene.BeginAsync();
        var webhook = await scene.ListenAsync("location", "counted");
        await scene.Tracker.SendAsync([.. Enumerable.Range(0, 100).Select(i => new AvlRecord { Time = Start + i })]);
        await scene.Receiver.ReceivedAsync("counted", 100);
        await scene.SettledAsync(Start + 99);

        await scene.RestartAsync();

        Assert.Equal(100, (long)(await scene.Gateway.WebhookAsync(webhook.Id))["total"]!);
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start + 100 });
        await scene.Receiver.ReceivedAsync("counted", message => message.EventTime == Start + 100);
        await scene.Gateway.DrainedAsync();
        var counted = scene.Receiver.At("counted");
        Assert.Equal(101, counted.Count);
        Assert.Equal(101, counted.DistinctBy(message => message.Id).Count());
        Assert.Equal(101, (long)(await scene.Gateway.WebhookAsync(webhook.Id))["total"]!);
    }

    [Fact]
    public async Task What_was_not_delivered_is_sent_after_the_restart_under_the_same_id()
    {
        await using var scene = await Scene.BeginAsync();
        var webhook = await scene.ListenAsync("location", "refused", ""","retry_schedule":[5] """);
        scene.Receiver.Answer = message => message.Path == "refused" ? StatusCodes.Status500InternalServerError : StatusCodes.Status204NoContent;
        await scene.Tracker.SendAsync(new AvlRecord());
        var first = (await scene.Receiver.ReceivedAsync("refused", 1))[0];

        await scene.Gateway.StopAsync();
        scene.Receiver.Answer = static _ => StatusCodes.Status204NoContent;
        await scene.RestartAsync();

        var second = await scene.Receiver.ReceivedAsync(
            "refused", message => message.Head.GetProperty("retry_count").GetInt32() > 0);
        Assert.Equal(first.Id, second.Id);
        Assert.True(second.IsSignedWith(webhook.Secret));
        Assert.Equal(first.Text("event_id"), second.Text("event_id"));
        await scene.Gateway.EventuallyAsync(
            async () => (long)(await scene.Gateway.WebhookAsync(webhook.Id))["total"]! == 1, "delivered");
    }
}
