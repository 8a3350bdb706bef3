using System.Collections.Frozen;
using Gateway.Dispatch.Events;
using Gateway.Dispatch.Webhooks;
using Gateway.Geo.Roads;
using Gateway.Roads;

namespace Gateway.Tests.Roads;

public sealed class PostedSpeedTests
{
    private static readonly RoadIndex Roads = Build();

    private readonly PostedSpeed _posted = new();

    [Fact]
    public void Webhooks_with_one_threshold_share_an_event_and_each_threshold_has_its_own()
    {
        WebhookDefinition[] webhooks = [Webhook(1, 5), Webhook(2, 15), Webhook(3, 5), Webhook(4, null), Webhook(5, 10)];
        var events = Events(Fix(55), webhooks);
        Assert.Equal(
            [(5.0, "1,3"), (0.0, "4"), (10.0, "5")], events.Select(item => (item.Details.ThresholdMph, item.Webhooks)));
        var details = events[0].Details;
        Assert.Equal((45.0, "Main Street", 17L, "tagged"), (details.LimitMph, details.RoadName, details.WayId, details.LimitSource));
        Assert.InRange(details.Confidence, 0.5, 1);
        Assert.Equal(17, _posted.WayId);
    }

    /// <summary>37.28 mph are 60 km/h, which are 37.2823 over nothing: what is the same to a hundredth is reached.</summary>
    [Fact]
    public void A_threshold_is_compared_as_messages_tell_speeds() =>
        Assert.Single(Events(Fix(82.28), [Webhook(1, 60 / EventUnits.KilometersPerMile), Webhook(2, 37.29)]));

    [Theory]
    [InlineData(45, 1)]
    [InlineData(44.99, 0)]
    public void The_threshold_is_reached_at_exactly_its_speed(double mph, int expected)
    {
        Assert.Equal(expected, Events(Fix(mph), [Webhook(1, 0)]).Count);
        Assert.Equal(17, _posted.WayId);
    }

    [Fact]
    public void Without_roads_webhooks_a_speed_or_confidence_there_is_no_event()
    {
        WebhookDefinition[] webhooks = [Webhook(1, 0)];
        Assert.Empty(Events(Fix(90), webhooks, null));
        Assert.Empty(Events(Fix(90), []));
        Assert.Equal(45, _posted.LimitMph);
        Assert.Empty(Events(Fix(90) with { SpeedMph = null }, webhooks));
        Assert.Equal((17L, 45.0), (_posted.WayId, _posted.LimitMph));
        Assert.Empty(Events(Fix(90) with { Latitude = 33.4502 }, webhooks));
        Assert.Empty(Events(Fix(90) with { Heading = null, Longitude = -112.07 }, webhooks));
        Assert.Equal((null, null), (_posted.WayId, _posted.LimitMph));
        Assert.Empty(Events(Fix(90), [Webhook(1, 0) with { Filter = WebhookFilter.All with { VehicleIds = FrozenSet.Create(99L) } }]));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        WebhookDefinition[] webhooks = [Webhook(1, 5), Webhook(2, 15), Webhook(3, 5)];
        var addressees = new List<long>();
        long Run()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++)
            {
                _posted.Match(Roads, Fix(80));
                Assert.True(_posted.Begin());
                while (_posted.Next(webhooks, 7, addressees, out _))
                {
                }
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Run();
        Assert.Equal(0, Run());
    }

    private static RoadFix Fix(double mph) =>
        new() { Latitude = 33.45001, Longitude = -112.075, Heading = 90, SpeedMph = mph };

    private static WebhookDefinition Webhook(long id, double? threshold) => new()
    {
        Id = id,
        AccountId = 1,
        Username = "u",
        Type = EventType.Posted,
        Name = "n",
        Url = new Uri("http://a/"),
        ContentType = BodyFormat.Json,
        ThresholdMph = threshold,
        Filter = WebhookFilter.All,
        Secret = "",
        CreatedMs = 0,
    };

    private static RoadIndex Build()
    {
        var builder = new RoadIndexBuilder();
        builder.Add(
            new RoadAttributes(17, "Main Street", OneWay.No, 45, 45, LimitSource.Tagged), [-112.08, 33.45, -112.06, 33.45]);
        builder.Add(
            new RoadAttributes(18, "Cross Road", OneWay.No, 25, 25, LimitSource.File), [-112.07, 33.44, -112.07, 33.46]);
        return builder.Build();
    }

    private List<(PostedDetails Details, string Webhooks)> Events(RoadFix fix, WebhookDefinition[] webhooks) =>
        Events(fix, webhooks, Roads);

    private List<(PostedDetails Details, string Webhooks)> Events(RoadFix fix, WebhookDefinition[] webhooks, RoadIndex? roads)
    {
        var events = new List<(PostedDetails, string)>();
        var addressees = new List<long>();
        _posted.Match(roads, fix);
        if (_posted.Begin())
        {
            while (_posted.Next(webhooks, 7, addressees, out var details))
            {
                events.Add((details, string.Join(',', addressees)));
            }
        }

        return events;
    }
}
