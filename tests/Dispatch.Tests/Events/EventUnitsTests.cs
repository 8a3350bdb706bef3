using System.Text;
using System.Text.Json.Nodes;
using Gateway.Dispatch.Events;

namespace Gateway.Dispatch.Tests.Events;

public sealed class EventUnitsTests
{
    /// <summary>60 km/h are 37.28227 mph and told as 37.28.</summary>
    [Theory]
    [InlineData(60, 60 / EventUnits.KilometersPerMile, true)]
    [InlineData(60, 37.28, true)]
    [InlineData(60, 37.29, false)]
    [InlineData(100, 62.14, true)]
    [InlineData(100, 62.137, true)]
    [InlineData(100, 62.15, false)]
    [InlineData(0, 0, true)]
    public void A_threshold_is_reached_at_its_speed(double kph, double threshold, bool expected) =>
        Assert.Equal(expected, EventUnits.Reaches(EventUnits.ToMph(kph), threshold));

    [Fact]
    public void Nothing_is_less_than_nothing_over()
    {
        using var writer = new EventDataWriter();
        var data = Encoding.UTF8.GetString(writer.Speed(new EventContext { SpeedKph = 60 }, 60 / EventUnits.KilometersPerMile));
        Assert.Contains("\"over_mph\":0}", data, StringComparison.Ordinal);
    }

    /// <summary>From 100.9 s to 107.1 s are 6.2 s, but 7 between the times that the message tells.</summary>
    [Fact]
    public void Durations_agree_with_the_times_beside_them()
    {
        using var writer = new EventDataWriter();
        var context = new EventContext { EventTimeMs = 107_100, Ignition = false };
        var version = new ObjectVersion(1, 0, false);
        var visit = Parse(writer.Landmark(
            context, new LandmarkDetails(false, 3, null, [], "circle", version, "fix", 107_100, (0, 0), 100_900, 107_100)));
        Assert.Equal((100L, 107L, 7L), ((long)visit["enter_time"]!, (long)visit["leave_time"]!, (long)visit["dwell_s"]!));

        var idle = Parse(writer.Idle(context, new IdleDetails(version, "end", 100_900, 107_100, 5)));
        Assert.Equal(7, (long)idle["duration_s"]!);

        var edge = Parse(writer.Ignition(context, new IgnitionDetails(version, "wire", 100_900, null, null, null, null)));
        Assert.Equal(7, (long)edge["on_duration_s"]!);
    }

    private static JsonObject Parse(ReadOnlySpan<byte> data) => JsonNode.Parse(Encoding.UTF8.GetString(data))!.AsObject();
}
