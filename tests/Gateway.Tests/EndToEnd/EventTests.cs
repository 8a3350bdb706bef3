namespace Gateway.Tests.EndToEnd;

/// <summary>Which events a vehicle's reports lead to.</summary>
public sealed class EventTests
{
    private const long Start = AvlRecord.Start;

    [Fact]
    public async Task Speed_is_sent_from_the_threshold_of_each_webhook_on()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync("speed", "fast", ""","threshold_mph":62.14 """);
        await scene.ListenAsync("speed", "slow", ""","threshold_mph":30 """);
        await scene.ListenAsync("speed", "slow-too", ""","threshold_mph":30 """);
        await scene.Tracker.SendAsync(
            new AvlRecord { Time = Start, SpeedKph = 99 },
            new AvlRecord { Time = Start + 10, SpeedKph = 100 },
            new AvlRecord { Time = Start + 20, SpeedKph = 48 });

        var fast = await scene.AllAsync("fast", Start + 20);

        var message = Assert.Single(fast);
        Assert.Equal(Start + 10, message.EventTime);
        Assert.Equal(62.14, message.Number("threshold_mph"));
        Assert.Equal(0, message.Number("over_mph"));
        Assert.Equal([Start, Start + 10], Times(scene, "slow"));
        Assert.Equal([Start, Start + 10], Times(scene, "slow-too"));
        Assert.Equal(32.14, scene.Receiver.At("slow").Single(m => m.EventTime == Start + 10).Number("over_mph"));
    }

    [Fact]
    public async Task A_ping_is_a_heartbeat_with_the_last_fix()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync("heartbeat");
        await scene.Tracker.PingAsync();
        var first = (await scene.Receiver.ReceivedAsync("heartbeat", 1))[0];
        Assert.True(first.IsNull("latitude"));
        Assert.True(first.IsNull("fix_age_s"));

        await scene.Tracker.SendAsync(new AvlRecord { Ignition = true });
        await scene.Tracker.PingAsync();

        var second = await scene.Receiver.ReceivedAsync("heartbeat", message => message.Id != first.Id);
        Assert.Equal(33.5, second.Number("latitude"));
        Assert.Equal(-112.1, second.Number("longitude"));
        Assert.Equal("on", second.Text("ignition"));
        Assert.Equal(Start, second.Number("last_fix_time"));
        Assert.Equal(second.EventTime - Start, second.Number("fix_age_s"), tolerance: 1);
        Assert.False(second.Data.GetProperty("late").GetBoolean());
        Assert.False(second.Data.GetProperty("fix_valid").GetBoolean());
    }

    [Fact]
    public async Task A_ping_does_not_make_the_records_late_that_come_after_it()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync("ignition_on");
        await scene.Tracker.SendAsync(new AvlRecord { Ignition = false });
        await scene.Tracker.PingAsync();
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start + 10, Ignition = true });

        var edges = await scene.AllAsync("ignition_on", Start + 10);

        Assert.Equal(Start + 10, Assert.Single(edges).EventTime);
        Assert.All(scene.Receiver.At("location"), message => Assert.False(message.Data.GetProperty("late").GetBoolean()));
    }

    [Fact]
    public async Task Ignition_edges_have_two_sides()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync("ignition_on");
        await scene.ListenAsync("ignition_off");
        await scene.Tracker.SendAsync(
            new AvlRecord { Time = Start, Ignition = true },
            new AvlRecord { Time = Start + 10 },
            new AvlRecord { Time = Start + 20, Ignition = false },
            new AvlRecord { Time = Start + 30, Ignition = false },
            new AvlRecord { Time = Start + 90, Ignition = true },
            new AvlRecord { Time = Start + 100, Ignition = true });

        var on = Assert.Single(await scene.AllAsync("ignition_on", Start + 100));

        var off = Assert.Single(scene.Receiver.At("ignition_off"));
        Assert.Equal(Start + 20, off.EventTime);
        Assert.Equal("off", off.Text("ignition"));
        Assert.True(off.IsNull("on_duration_s"), "Since when it had been on was not seen.");
        Assert.Equal(Start + 90, on.EventTime);
        Assert.Equal("on", on.Text("ignition"));
        Assert.Equal(70, on.Number("off_duration_s"));
        Assert.Equal("wire", on.Text("ignition_source"));
        Assert.Equal(
            "ignition", scene.Receiver.At("location").Single(message => message.EventTime == Start + 90).Text("reason"));
    }

    [Fact]
    public async Task Every_temperature_is_sent_and_a_range_sends_its_edges()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync("temperature", "all");
        await scene.ListenAsync("temperature", "range", ""","threshold_low_c":2,"threshold_high_c":8 """);
        double[] values = [4, 9.5, 10, 8, 1.9, 5];
        await scene.Tracker.SendAsync([.. values.Select((value, i) => new AvlRecord { Time = Start + i, Celsius = value })]);

        await scene.Receiver.ReceivedAsync("all", 6);
        await scene.Receiver.ReceivedAsync("range", 4);
        var all = await scene.AllAsync("all", Start + 5);

        Assert.Equal(values, all.Select(message => message.Number("temperature_c")));
        Assert.Equal([39.2, 49.1, 50, 46.4, 35.42, 41], all.Select(message => message.Number("temperature_f")));
        Assert.All(all, message => Assert.Equal(1, message.Number("sensor_id")));
        Assert.All(all, message => Assert.True(message.IsNull("state")));
        var range = scene.Receiver.At("range").OrderBy(message => message.EventTime).ToArray();
        Assert.Equal(
            [(9.5, "high"), (8, "normal"), (1.9, "low"), (5, "normal")],
            range.Select(message => (message.Number("temperature_c"), message.Text("state")!)));
        Assert.All(range, message => Assert.Equal(2, message.Number("threshold_low_c")));
        Assert.All(range, message => Assert.Equal(8, message.Number("threshold_high_c")));
    }

    [Fact]
    public async Task A_first_value_that_is_out_of_range_is_an_edge()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync("temperature", "range", ""","threshold_high_c":8 """);
        await scene.Tracker.SendAsync(new AvlRecord { Celsius = 20 });

        var message = (await scene.Receiver.ReceivedAsync("range", 1))[0];

        Assert.Equal("high", message.Text("state"));
        Assert.True(message.IsNull("threshold_low_c"));
    }

    [Fact]
    public async Task A_drivers_key_names_the_driver_until_it_is_taken_out()
    {
        await using var scene = await Scene.BeginAsync();
        var driver = await Hosts.HttpExtensions.CreateAsync(
            scene.Gateway.Api,
            "/v1/drivers",
            """{"first_name":"Ada","last_name":"King","credential":"0100001A2B3C4D01"}""");
        await scene.Tracker.SendAsync(
            new AvlRecord { Time = Start, IButton = 0x014D3C2B1A000001 },
            new AvlRecord { Time = Start + 10 },
            new AvlRecord { Time = Start + 20, IButton = 0 },
            new AvlRecord { Time = Start + 30, IButton = 0x0000000000000007 });

        var messages = await scene.AllAsync("location", Start + 30);

        Assert.Equal(4, messages.Count);
        foreach (var message in messages.Take(2))
        {
            Assert.Equal((long)driver["id"]!, message.Number("driver_id"));
            Assert.Equal("Ada", message.Text("first_name"));
            Assert.Equal("King", message.Text("last_name"));
        }

        Assert.All(messages.Skip(2), message => Assert.True(message.IsNull("driver_id") && message.IsNull("first_name")));
    }

    [Fact]
    public async Task A_vehicle_filter_lets_only_its_vehicles_through()
    {
        const string OtherImei = "350000000000022";
        await using var scene = await Scene.BeginAsync();
        var other = await scene.Gateway.AddVehicleAsync(OtherImei);
        await scene.ListenAsync("location", "other", $$""","filter":{"vehicle_ids":[{{other}}]}""");
        await scene.ListenAsync("speed", "other-speed", $$""","threshold_mph":1,"filter":{"vehicle_ids":[{{other}}]}""");
        await using var otherTracker = await scene.Gateway.LogInAsync(OtherImei);
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start });
        await otherTracker.SendAsync(new AvlRecord { Time = Start + 10 });

        await scene.Receiver.ReceivedAsync("location", 2);
        await scene.Receiver.ReceivedAsync("other", 1);
        await scene.Receiver.ReceivedAsync("other-speed", 1);
        await scene.Gateway.DrainedAsync();

        Assert.Equal(other, Assert.Single(scene.Receiver.At("other")).Number("vehicle_id"));
        Assert.Equal(other, Assert.Single(scene.Receiver.At("other-speed")).Number("vehicle_id"));
    }

    private static long[] Times(Scene scene, string path) =>
        [.. scene.Receiver.At(path).Select(message => message.EventTime).Order()];
}
