using Gateway.Tests.Hosts;

namespace Gateway.Tests.EndToEnd;

/// <summary>Speeds over the posted limit, from the import of a road to the message.</summary>
public sealed class PostedTests
{
    private const long Start = AvlRecord.Start;

    // Eastward through the place of the test records; 45 mph, 30 mph westward.
    private const string Road = """
        {"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"LineString",
         "coordinates":[[-112.11,33.5],[-112.09,33.5]]},
         "properties":{"name":"Camelback Rd","osm_id":4711,"maxspeed":"45 mph","maxspeed:backward":"30 mph"}}]}
        """;

    [Fact]
    public async Task A_fix_too_fast_for_its_road_is_sent_with_the_evidence()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.Gateway.Api.CreateAsync("/v1/roads", Road);
        await scene.ListenAsync("posted", "ten", ""","threshold_mph":10 """);
        await scene.ListenAsync("posted", "thirty", ""","threshold_mph":30 """);
        await scene.Tracker.SendAsync(
            new AvlRecord { Time = Start, SpeedKph = 87 },
            new AvlRecord { Time = Start + 10, SpeedKph = 97 },
            new AvlRecord { Time = Start + 20, SpeedKph = 97, Latitude = 33.51 },
            new AvlRecord { Time = Start + 30, SpeedKph = 97, Heading = 0 },
            new AvlRecord { Time = Start + 40, SpeedKph = 97, Heading = 270 });

        await scene.Receiver.ReceivedAsync("ten", 2);
        await scene.Receiver.ReceivedAsync("thirty", 1);
        var posted = await scene.AllAsync("ten", Start + 40);

        // 54 mph is less than ten over; 33.51 is a kilometre off; northward is across the road; westward the limit is 30.
        Assert.Equal([Start + 10, Start + 40], posted.Select(message => message.EventTime));
        var message = posted[0];
        Assert.Equal("Camelback Rd", message.Text("road_name"));
        Assert.Equal(4711, message.Number("way_id"));
        Assert.Equal(45, message.Number("speed_limit_mph"));
        Assert.Equal(10, message.Number("threshold_mph"));
        Assert.Equal(15.27, message.Number("over_mph"), 2);
        Assert.Equal(0, message.Number("match_heading_diff_deg"), 1);
        Assert.Equal(30, posted[1].Number("speed_limit_mph"));
        Assert.Equal(Start + 40, Assert.Single(scene.Receiver.At("thirty")).EventTime);
    }

    [Fact]
    public async Task A_location_tells_the_limit_of_its_road_where_that_is_sure()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.Gateway.Api.CreateAsync("/v1/roads", Road);
        await scene.Tracker.SendAsync(
            new AvlRecord { Time = Start, SpeedKph = 40 },
            new AvlRecord { Time = Start + 10, SpeedKph = 40, Heading = 270 },
            new AvlRecord { Time = Start + 20, SpeedKph = 40, Latitude = 33.51 });

        var sent = await scene.AllAsync("location", Start + 20);

        Assert.Equal("+0 45; +10 30; +20 ", string.Join("; ", sent.Select(message => $"+{message.EventTime - Start} {message.Data.GetProperty("speed_limit_mph")}")));
    }

    [Fact]
    public async Task Without_roads_nothing_is_over_a_limit()
    {
        await using var scene = await Scene.BeginAsync();
        await scene.ListenAsync("posted");
        await scene.Tracker.SendAsync(new AvlRecord { SpeedKph = 200 });

        Assert.Empty(await scene.AllAsync("posted", Start));
    }
}
