using System.Net.Http.Headers;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.EndToEnd;

/// <summary>An account's own settings decide what its vehicles' reports come to.</summary>
public sealed class AccountSettingsTests
{
    private const long Start = AvlRecord.Start;
    private const string OtherImei = "350000000000099";

    [Fact]
    public async Task A_trip_ends_by_the_accounts_own_standing_time_and_another_accounts_by_the_default()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var gateway = await TestGateway.StartAsync();
        await gateway.StopAsync();
        await OtherAccount.AddAsync(gateway.Folder);
        gateway = await TestGateway.StartAgainAsync(gateway);
        await using var running = gateway;
        using var other = new HttpClient { BaseAddress = gateway.Api.BaseAddress };
        other.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", OtherAccount.AdminKey);
        await gateway.AddVehicleAsync(Scene.Imei);
        await other.CreateAsync("/v1/vehicles", $$"""{"device_id":"{{OtherImei}}"}""");
        foreach (var (client, name) in new[] { (gateway.Api, "own"), (other, "other") })
        {
            await client.CreateAsync("/v1/webhooks", $$"""{"type":"trip_complete","url":"{{receiver.Url(name)}}"}""");
        }

        var (status, json, _) = await gateway.Api.SendJsonAsync(
            HttpMethod.Patch, "/v1/account", """{"settings":{"trip_idle_end_seconds":60}}""");
        Assert.True(status == System.Net.HttpStatusCode.OK, $"{json}");

        // Drives, stands for 120 s with the ignition on, drives on, and ends by ignition off.
        AvlRecord[] day =
        [
            .. Enumerable.Range(0, 7).Select(i => Moving(i * 10, i)),
            .. Enumerable.Range(0, 12).Select(i => Moving(70 + (i * 10), 6) with { SpeedKph = 0 }),
            .. Enumerable.Range(0, 7).Select(i => Moving(200 + (i * 10), 7 + i)),
            Moving(280, 13) with { SpeedKph = 0, Ignition = false },
        ];
        await using (var tracker = await gateway.LogInAsync(Scene.Imei))
        {
            await tracker.SendAsync(day);
        }

        await using (var tracker = await gateway.LogInAsync(OtherImei))
        {
            await tracker.SendAsync(day);
        }

        var own = (await receiver.ReceivedAsync("own", 2)).OrderBy(message => message.Number("start_time")).ToList();
        var theirs = (await receiver.ReceivedAsync("other", 1))[0];
        await gateway.DrainedAsync();
        Assert.Equal(["idle", "ignition_off"], own.Select(message => message.Text("end_reason")));
        Assert.Equal(2, own.Select(message => message.Text("trip_id")).Distinct().Count());
        Assert.Equal("ignition_off", theirs.Text("end_reason"));
        Assert.Equal(2, theirs.Head.GetProperty("account_id").GetInt64());
        Assert.Single(receiver.At("other"));
        Assert.Equal(2, receiver.At("own").Count);
    }

    private static AvlRecord Moving(int seconds, int step) =>
        new() { Time = Start + seconds, SpeedKph = 60, Ignition = true, Latitude = 33.5 + (step * 0.0015) };
}
