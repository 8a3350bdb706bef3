using System.Net;
using Gateway.Tests.Hosts;

namespace Gateway.Tests.EndToEnd;

/// <summary>What is posted about vehicles comes out of the webhooks.</summary>
public sealed class SubmissionEventTests
{
    private const long Start = AvlRecord.Start;

    [Fact]
    public async Task An_inspection_comes_with_its_fields_and_the_vehicles_place()
    {
        await using var scene = await Scene.BeginAsync();
        var hook = await scene.ListenAsync("dvir");
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start, OdometerMeters = 1609344 });
        await scene.SettledAsync(Start);

        var made = await scene.Gateway.Api.CreateAsync(
            "/v1/dvirs",
            $$"""
            {"vehicle_id":{{scene.VehicleId}},"inspection_type":"pre_trip","safety_status":"unsafe","start_time":{{Start - 600}},
             "end_time":{{Start + 5}},"license_plate":"Ü 1","author":{"type":"driver","name":"Ann"},
             "defects":[{"category":"brakes","comment":"Soft \"pedal\""},{"category":"lights","unit":"trailer","resolved":true}]}
            """);

        var message = Assert.Single(await scene.Receiver.ReceivedAsync("dvir", 1));
        Assert.True(message.IsSignedWith(hook.Secret));
        Assert.Equal("dvir", message.Head.GetProperty("type").GetString());
        Assert.Equal((long)made["id"]!, message.Number("dvir_id"));
        Assert.Equal(Start + 5, message.EventTime);
        Assert.Equal(scene.VehicleId, message.Number("vehicle_id"));
        Assert.Equal(33.5, message.Number("latitude"));
        Assert.Equal(1000, message.Number("odometer_mi"));
        Assert.Equal("pre_trip", message.Text("inspection_type"));
        Assert.Equal("unsafe", message.Text("safety_status"));
        Assert.Equal("Ü 1", message.Text("license_plate"));
        Assert.Equal(2, message.Number("defect_count"));
        Assert.True(message.IsNull("mechanic") && message.IsNull("trailer_id"));
        var defects = message.Data.GetProperty("defects");
        Assert.Equal("Soft \"pedal\"", defects[0].GetProperty("comment").GetString());
        Assert.True(defects[1].GetProperty("resolved").GetBoolean());
        Assert.False(message.Data.GetProperty("late").GetBoolean());
    }

    [Fact]
    public async Task An_inspection_of_a_vehicle_that_never_reported_and_one_of_another_time_have_no_place()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync("dvir", "dvir", ""","content_type":"json" """);
        var body = $$"""
            {"vehicle_id":{{scene.VehicleId}},"inspection_type":"post_trip","safety_status":"safe","end_time":{{Start}},"odometer_mi":12.5}
            """;
        await scene.Gateway.Api.CreateAsync("/v1/dvirs", body);
        await scene.Receiver.ReceivedAsync("dvir", 1);
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start + 301 });
        await scene.SettledAsync(Start + 301);
        await scene.Gateway.Api.CreateAsync("/v1/dvirs", body);

        var messages = await scene.Receiver.ReceivedAsync("dvir", 2);

        Assert.All(messages, message => Assert.True(message.IsNull("latitude")));
        Assert.All(messages, message => Assert.Equal(12.5, message.Number("odometer_mi")));
        Assert.NotEqual(messages[0].Id, messages[1].Id);
    }

    [Fact]
    public async Task An_inspection_survives_a_restart_and_is_not_sent_twice()
    {
        await using var scene = await Scene.BeginAsync();
        scene.Receiver.Answer = message => message.Path == "dvir" ? 503 : 204;
        await scene.ListenAsync("dvir");
        var made = await scene.Gateway.Api.CreateAsync(
            "/v1/dvirs", $$"""{"vehicle_id":{{scene.VehicleId}},"inspection_type":"mechanic","safety_status":"resolved"}""");
        await scene.RestartAsync();
        scene.Receiver.Answer = _ => 204;

        var message = await scene.Receiver.ReceivedAsync("dvir", _ => true);
        await scene.Gateway.DrainedAsync();

        Assert.Equal((long)made["id"]!, message.Number("dvir_id"));
        Assert.Single(scene.Receiver.At("dvir").Select(each => each.Id).Distinct());
        Assert.Equal(made.ToJsonString(), (await scene.Gateway.Api.ReadAsync($"/v1/dvirs/{made["id"]}")).ToJsonString());
    }

    [Fact]
    public async Task A_driver_assigned_by_the_api_closes_the_one_before()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync("driver_assignment");
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start });
        await scene.SettledAsync(Start);
        var drivers = new List<long>();
        foreach (var name in new[] { "Ada", "Bob" })
        {
            drivers.Add((long)(await scene.Gateway.Api.CreateAsync(
                "/v1/drivers", $$"""{"first_name":"{{name}}","last_name":"K"}"""))["id"]!);
        }

        await PostAsync(scene, drivers[0], Start + 10);
        await PostAsync(scene, drivers[1], Start + 20);
        await PostAsync(scene, null, Start + 30);

        var messages = await scene.Receiver.ReceivedAsync("driver_assignment", 4);
        var ada = messages.Where(message => message.Number("driver_id") == drivers[0]).OrderBy(Revision).ToList();
        var bob = messages.Where(message => message.Number("driver_id") == drivers[1]).OrderBy(Revision).ToList();
        Assert.Equal(["assigned", "unassigned"], ada.Select(message => message.Text("action")));
        Assert.Equal(["changed", "unassigned"], bob.Select(message => message.Text("action")));
        Assert.Single(ada.Select(message => message.Text("assignment_id")).Distinct());
        Assert.Equal(Start + 20, ada[1].Number("end_time"));
        Assert.Equal(drivers[0], bob[0].Number("previous_driver_id"));
        Assert.Equal(Start + 30, bob[1].Number("end_time"));
        Assert.All(messages, message => Assert.Equal("api", message.Text("method")));
        await scene.Tracker.SendAsync(new AvlRecord { Time = Start + 40 });
        var location = await scene.Receiver.ReceivedAsync("location", message => message.EventTime == Start + 40);
        Assert.True(location.IsNull("driver_id"));

        static double Revision(HookMessage message) => message.Number("revision");
    }

    private static async Task PostAsync(Scene scene, long? driver, long time)
    {
        var (status, json, _) = await scene.Gateway.Api.SendJsonAsync(
            HttpMethod.Post,
            "/v1/driver-assignments",
            $$"""{"vehicle_id":{{scene.VehicleId}},"driver_id":{{(driver is null ? "null" : $"{driver}")}},"effective_time":{{time}}}""");
        Assert.True(status == HttpStatusCode.Created, $"{json}");
    }
}
