using Gateway.Tests.Hosts;

namespace Gateway.Tests.EndToEnd;

/// <summary>What a tracker gets that no vehicle carries.</summary>
public sealed class UnknownDeviceTests
{
    private const string Imei = "350000000000099";

    [Fact]
    public async Task It_is_refused_and_the_connection_closed()
    {
        await using var gateway = await TestGateway.StartAsync();
        await using var tracker = await TrackerConnection.OpenAsync(gateway.DeviceAddress);
        await tracker.WriteAsync(AvlFrame.Login(Imei));

        Assert.Equal([0], await tracker.ReadToEndAsync());

        await gateway.Counters.ReachAsync(1, "gateway.device.logins", "result=unknown_device");
        await gateway.Counters.ReachAsync(1, "gateway.device.closed", "reason=unknown_device");
        Assert.Empty((await gateway.Api.ReadAsync("/v1/vehicles"))["data"]!.AsArray());
    }

    [Fact]
    public async Task Its_records_are_not_taken_though_they_come_with_the_login()
    {
        await using var gateway = await TestGateway.StartAsync();
        await using var tracker = await TrackerConnection.OpenAsync(gateway.DeviceAddress);
        await tracker.WriteAsync([.. AvlFrame.Login(Imei), .. AvlFrame.Of(new AvlRecord())]);

        Assert.Equal([0], await tracker.ReadToEndAsync());

        await gateway.Counters.ReachAsync(1, "gateway.device.closed", "reason=unknown_device");
        Assert.Equal(0, gateway.Counters.Sum("gateway.device.reports"));
    }

    [Fact]
    public async Task Register_makes_a_vehicle_whose_records_are_delivered()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var gateway = await TestGateway.StartAsync(configure: options => options.UnknownDevices = "register");
        await gateway.AddWebhookAsync("location", receiver.Url("location"));
        await using var tracker = await gateway.LogInAsync(Imei);
        await tracker.SendAsync(new AvlRecord());

        Assert.Equal(Imei, (await receiver.ReceivedAsync("location", 1))[0].Text("device_id"));

        var vehicle = Assert.Single((await gateway.Api.ReadAsync("/v1/vehicles"))["data"]!.AsArray())!;
        Assert.Equal(Imei, (string?)vehicle["device_id"]);
        Assert.Equal("teltonika", (string?)vehicle["attributes"]!["protocol"]);
    }

    [Fact]
    public async Task A_vehicle_that_is_deleted_while_its_tracker_is_connected_takes_no_more()
    {
        await using var gateway = await TestGateway.StartAsync();
        var vehicle = await gateway.AddVehicleAsync(Imei);
        await using var tracker = await gateway.LogInAsync(Imei);
        await tracker.SendAsync(new AvlRecord());
        using var deleted = await gateway.Api.DeleteAsync($"/v1/vehicles/{vehicle}");
        Assert.True(deleted.IsSuccessStatusCode);

        await tracker.WriteAsync(AvlFrame.Of(new AvlRecord { Time = AvlRecord.Start + 1 }));

        Assert.Empty(await tracker.ReadToEndAsync());
        await gateway.Counters.ReachAsync(1, "gateway.device.closed", "reason=unknown_device");
    }
}
