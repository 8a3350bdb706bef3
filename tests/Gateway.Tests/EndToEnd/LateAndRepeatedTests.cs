using Gateway.Tests.Hosts;

namespace Gateway.Tests.EndToEnd;

/// <summary>Records that come out of order, and frames that come again.</summary>
public sealed class LateAndRepeatedTests
{
    private const long Start = AvlRecord.Start;

    [Fact]
    public async Task A_late_record_is_a_late_location_and_puts_right_what_it_changes()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.Gateway.AddCircleAsync("Depot", 0.1, 10.01, 200);
        string[] edges = ["ignition_on", "ignition_off", "landmark_enter", "landmark_leave"];
        foreach (var type in edges)
        {
            await scene.ListenAsync(type);
        }

        await scene.ListenAsync("speed", more: ""","threshold_mph":60 """);
        var on = new AvlRecord { Time = Start + 100, Ignition = true, Latitude = 0.1, Longitude = 10.02 };
        await scene.Tracker.SendAsync(on);
        await scene.Tracker.SendAsync(new AvlRecord
        {
            Time = Start + 50,
            Ignition = false,
            Latitude = 0.1,
            Longitude = 10.01,
            SpeedKph = 120,
        });
        await scene.Tracker.SendAsync(on with { Time = Start + 110 });

        var locations = await scene.AllAsync("location", Start + 110);

        Assert.Equal([true, false, false], locations.Select(message => message.Data.GetProperty("late").GetBoolean()));
        Assert.Equal("off", locations[0].Text("ignition"));
        Assert.Equal(10.01, locations[0].Number("longitude"));
        Assert.True(Assert.Single(scene.Receiver.At("speed")).Data.GetProperty("late").GetBoolean());
        Assert.Empty(scene.Receiver.At("ignition_off"));
        foreach (var (type, time) in new[] { ("ignition_on", 100), ("landmark_enter", 50), ("landmark_leave", 100) })
        {
            var message = Assert.Single(scene.Receiver.At(type));
            Assert.Equal(Start + time, message.EventTime);
            Assert.True(message.Data.GetProperty("late").GetBoolean());
            Assert.Equal(0, message.Number("revision"));
        }

        Assert.Equal("initial", scene.Receiver.At("landmark_enter")[0].Text("detection"));
        var last = (await scene.Gateway.Api.ReadAsync($"/v1/vehicles/{scene.VehicleId}"))["last_report"]!;
        Assert.Equal(Start + 110, (long)last["event_time"]!);
        await scene.Gateway.Counters.ReachAsync(1, "gateway.vehicle.reports.late");
    }

    [Fact]
    public async Task A_record_that_comes_again_in_another_frame_changes_nothing()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start }, new AvlRecord { Time = Start + 1 });
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start + 1 }, new AvlRecord { Time = Start });
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start + 10 });

        var locations = await scene.AllAsync("location", Start + 10);

        Assert.Equal([Start, Start + 1, Start + 10], locations.Select(message => message.EventTime));
    }

    [Fact]
    public async Task A_frame_with_the_newest_first_is_put_in_order()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync("ignition_on");
        await scene.ListenAsync("ignition_off");
        await scene.Tracker.SendAsync(
            new AvlRecord { Time = Start + 30, Ignition = false },
            new AvlRecord { Time = Start + 20, Ignition = true },
            new AvlRecord { Time = Start + 10, Ignition = false });

        var on = Assert.Single(await scene.AllAsync("ignition_on", Start + 30));

        Assert.Equal(Start + 20, on.EventTime);
        Assert.False(on.Data.GetProperty("late").GetBoolean());
        Assert.Equal(Start + 30, Assert.Single(scene.Receiver.At("ignition_off")).EventTime);
    }

    [Fact]
    public async Task A_frame_that_comes_again_is_acknowledged_and_not_processed_twice()
    {
        await using var scene = await Scene.BeginAsync();
        AvlRecord[] frame = [new() { Time = Start }, new() { Time = Start + 1 }];
        await scene.Tracker.SendAsync(frame);
        await scene.Tracker.SendAsync(frame);
        await using var again = await scene.Gateway.LogInAsync(Scene.Imei);
        await again.SendAsync(frame);
        await again.SendAsync(new AvlRecord { Time = Start + 10 });

        var locations = await scene.AllAsync("location", Start + 10);

        Assert.Equal([Start, Start + 1, Start + 10], locations.Select(message => message.EventTime));
        await scene.Gateway.Counters.ReachAsync(2, "gateway.vehicle.frames.repeated");
    }

    [Fact]
    public async Task Pings_are_alike_and_not_the_same()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync("heartbeat");
        await scene.Tracker.WriteAsync([0xFF, 0xFF, 0xFF]);

        Assert.Equal(3, (await scene.Receiver.ReceivedAsync("heartbeat", 3)).Count);
    }
}
