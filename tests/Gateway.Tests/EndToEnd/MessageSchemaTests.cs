using System.Text.Json.Nodes;
using Gateway.Dispatch.Events;
using Gateway.Tests.Docs;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.EndToEnd;

/// <summary>Real messages against the schemas that the API serves.</summary>
public sealed class MessageSchemaTests
{
    private const long Start = AvlRecord.Start;

    [Fact]
    public async Task Every_message_of_a_day_is_valid()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.Gateway.AddCircleAsync("Yard", 33.5, -112.1, 200);
        var driver = (long)(await scene.Gateway.Api.CreateAsync(
            "/v1/drivers", """{"first_name":"Ada","last_name":"King","credential":"0100001A2B3C4D01"}"""))["id"]!;

        // Posted needs roads; its schema is held to its example only.
        string[] types = [.. EventTypeNames.All.Select(type => type.ToName()).Where(name => name is not ("location" or "posted"))];
        foreach (var type in types)
        {
            await scene.ListenAsync(type, type, type == "idle" ? ""","threshold_seconds":60""" : "");
        }

        await scene.Tracker.PingAsync();
        await scene.Tracker.SendAsync(
            new AvlRecord { Time = Start, Ignition = false, SpeedKph = 0, Celsius = 4, OdometerMeters = 1000 },
            new AvlRecord { Time = Start + 10, Ignition = true, SpeedKph = 0, IButton = 0x014D3C2B1A000001 },
            new AvlRecord { Time = Start + 100, Ignition = true, SpeedKph = 0 },
            new AvlRecord { Time = Start + 120, Ignition = true, SpeedKph = 60, Latitude = 33.51 },
            new AvlRecord { Time = Start + 180, Ignition = true, SpeedKph = 60, Latitude = 33.52, OdometerMeters = 4000 },
            new AvlRecord { Time = Start + 240, Ignition = false, SpeedKph = 0, Latitude = 33.521 });
        await scene.Gateway.Api.CreateAsync(
            "/v1/dvirs",
            $$"""{"vehicle_id":{{scene.VehicleId}},"inspection_type":"post_trip","author":{"driver_id":{{driver}} },"safety_status":"safe"}""");
        await scene.Receiver.ReceivedAsync("dvir", 1);
        await scene.SettledAsync(Start + 240);

        var schemas = (await scene.Gateway.Api.ReadAsync("/v1/webhook-types"))["data"]!.AsArray()
            .ToDictionary(type => (string)type!["type"]!, type => type!["schema"]!);
        foreach (var type in types.Append("location"))
        {
            var messages = scene.Receiver.At(type);
            Assert.True(messages.Count > 0, $"No message of type {type} came.");
            foreach (var message in messages)
            {
                await SchemaTests.AssertValidAsync(schemas[type], JsonNode.Parse(message.Body)!);
            }
        }
    }
}
