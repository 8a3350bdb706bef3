using System.Text.Json;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.EndToEnd;

/// <summary>The main job: a tracker's record in, a signed message out, in the contract's shape.</summary>
public sealed class LocationTests
{
    private const string Imei = "350000000000011";

    [Fact]
    public async Task A_record_becomes_a_signed_message_in_the_contracts_shape()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var gateway = await TestGateway.StartAsync();
        var vehicle = await gateway.AddVehicleAsync(Imei, """,  "label":"Truck 1","vin":"1FUJGLDR9CLBP8834" """);
        var json = await gateway.AddWebhookAsync("location", receiver.Url("json"), ""","authorization":"Basic dXNlcjpwYXNz" """);
        var form = await gateway.AddWebhookAsync("location", receiver.Url("form"), ""","content_type":"form" """);
        await using var tracker = await gateway.LogInAsync(Imei);

        await tracker.SendAsync(new AvlRecord
        {
            Milliseconds = 750,
            Latitude = 33.5805123,
            Longitude = -112.0740456,
            Heading = 185,
            SpeedKph = 100,
            Ignition = true,
            OdometerMeters = 160_934_400,
        });

        var message = (await receiver.ReceivedAsync("json", 1))[0];
        Assert.True(message.IsSignedWith(json.Secret));
        Assert.False(message.IsSignedWith(form.Secret));
        Assert.Equal("Basic dXNlcjpwYXNz", message.Headers["Authorization"]);
        Assert.Equal(["head", "data"], Names(message.Json));
        Assert.Equal(
            ["account_id", "username", "ref_id", "type", "webhook_id", "retry_count", "queue_depth", "enqueue_time", "request_time"],
            Names(message.Head));
        var head = message.Head;
        Assert.Equal(1, head.GetProperty("account_id").GetInt64());
        Assert.Equal("admin", head.GetProperty("username").GetString());
        Assert.Equal("R011", head.GetProperty("ref_id").GetString());
        Assert.Equal("location", head.GetProperty("type").GetString());
        Assert.Equal(json.Id, head.GetProperty("webhook_id").GetInt64());
        Assert.Equal(0, head.GetProperty("retry_count").GetInt32());
        Assert.Equal(0, head.GetProperty("queue_depth").GetInt32());
        Assert.InRange(
            head.GetProperty("request_time").GetInt64(),
            head.GetProperty("enqueue_time").GetInt64(),
            long.Parse(message.Headers["webhook-timestamp"]));

        Assert.Equal(32, message.Text("event_id")!.Length);
        Assert.Equal(vehicle, message.Number("vehicle_id"));
        Assert.Equal("Truck 1", message.Text("label"));
        Assert.Equal("1FUJGLDR9CLBP8834", message.Text("vin"));
        Assert.Equal(Imei, message.Text("device_id"));
        Assert.Equal(AvlRecord.Start, message.EventTime);
        Assert.Equal(AvlRecord.Start, message.Data.GetProperty("fix_time").GetInt64());
        Assert.InRange(
            message.Data.GetProperty("received_time").GetInt64(), AvlRecord.Start, head.GetProperty("enqueue_time").GetInt64());
        Assert.Equal(33.5805123, message.Number("latitude"));
        Assert.Equal(-112.0740456, message.Number("longitude"));
        Assert.Equal(185, message.Number("heading"));
        Assert.Equal(62.14, message.Number("speed_mph"));
        Assert.Equal("on", message.Text("ignition"));
        Assert.Equal(100_000, message.Number("odometer_mi"));
        Assert.False(message.Data.GetProperty("late").GetBoolean());

        await AssertSameTreeAsync(receiver, message, form);
    }

    [Fact]
    public async Task What_is_not_known_is_null()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddVehicleAsync(Imei);
        await gateway.AddWebhookAsync("location", receiver.Url("location"));
        await using var tracker = await gateway.LogInAsync(Imei);

        await tracker.SendAsync(new AvlRecord());

        var message = (await receiver.ReceivedAsync("location", 1))[0];
        Assert.All(["label", "vin", "ignition", "odometer_mi", "driver_id"], name => Assert.True(message.IsNull(name), name));
        Assert.Equal(90, message.Number("heading"));
    }

    [Fact]
    public async Task A_record_without_a_fix_is_no_location()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddVehicleAsync(Imei);
        await gateway.AddWebhookAsync("location", receiver.Url("location"));
        await using var tracker = await gateway.LogInAsync(Imei);

        await tracker.SendAsync(new AvlRecord { Satellites = 0 });
        await tracker.SendAsync(new AvlRecord { Time = AvlRecord.Start + 10 });

        await receiver.ReceivedAsync("location", message => message.EventTime == AvlRecord.Start + 10);
        await gateway.DrainedAsync();
        Assert.Single(receiver.At("location"));
    }

    [Fact]
    public async Task The_last_report_shows_at_the_vehicle()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var gateway = await TestGateway.StartAsync();
        var vehicle = await gateway.AddVehicleAsync(Imei);
        await gateway.AddWebhookAsync("location", receiver.Url("location"));
        Assert.Null((await gateway.Api.ReadAsync($"/v1/vehicles/{vehicle}"))["last_report"]);
        await using var tracker = await gateway.LogInAsync(Imei);

        await tracker.SendAsync(new AvlRecord { SpeedKph = 100, Ignition = false });

        await receiver.ReceivedAsync("location", 1);
        var report = (await gateway.Api.ReadAsync($"/v1/vehicles/{vehicle}"))["last_report"]!;
        Assert.Equal(AvlRecord.Start, (long)report["event_time"]!);
        Assert.Equal(33.5, (double)report["latitude"]!);
        Assert.Equal(62.14, (double)report["speed_mph"]!);
        Assert.Equal("off", (string)report["ignition"]!);
    }

    /// <summary>The form message, put back into a tree, is the JSON message but for what each webhook has of its own.</summary>
    private static async Task AssertSameTreeAsync(HookReceiver receiver, HookMessage json, Webhook formWebhook)
    {
        var form = await receiver.ReceivedAsync("form", message => message.Body.Length > 0);
        Assert.Equal("application/x-www-form-urlencoded", form.ContentType);
        Assert.True(form.IsSignedWith(formWebhook.Secret));
        var pairs = System.Text.Encoding.UTF8.GetString(form.Body).Split('&')
            .Select(pair => pair.Split('='))
            .Select(pair => (Name: Uri.UnescapeDataString(pair[0]), Value: Uri.UnescapeDataString(pair[1].Replace('+', ' '))))
            .Where(pair => pair.Name is not ("head[webhook_id]" or "head[request_time]"));
        var expected = Leaves("head", json.Head).Concat(Leaves("data", json.Data))
            .Where(pair => pair.Name is not ("head[webhook_id]" or "head[request_time]"));
        Assert.Equal(expected, pairs);
    }

    private static IEnumerable<(string Name, string Value)> Leaves(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field => Leaves($"{name}[{field.Name}]", field.Value)),
        JsonValueKind.Null => [(name, "")],
        JsonValueKind.String => [(name, value.GetString()!)],
        _ => [(name, value.GetRawText())],
    };

    private static string[] Names(JsonElement value) => [.. value.EnumerateObject().Select(field => field.Name)];
}
