using Gateway.Dispatch.Events;
using Gateway.Protocol.Reports;
using Gateway.Vehicles;
using EventId = Gateway.Dispatch.Events.EventId;

namespace Gateway.Tests.Vehicles;

public sealed class EventIdsTests
{
    private static readonly DeviceReport Timed = new() { DeviceTimeMs = 1_709_251_200_000 };
    private static readonly DeviceReport Untimed = new();

    [Fact]
    public void The_same_report_gives_the_same_id_whenever_it_comes() =>
        Assert.Equal(IdOf(1, Timed, received: 5), IdOf(1, Timed, received: 6));

    [Fact]
    public void Reports_without_a_time_are_told_apart_by_when_they_came()
    {
        Assert.NotEqual(IdOf(1, Untimed, received: 5), IdOf(1, Untimed, received: 6));
        Assert.Equal(IdOf(1, Untimed, received: 5), IdOf(1, Untimed, received: 5));
    }

    [Fact]
    public void All_else_is_told_apart()
    {
        var ids = new[]
        {
            IdOf(1, Timed, 5),
            IdOf(2, Timed, 5),
            IdOf(1, Timed, 5, EventType.Speed),
            IdOf(1, Timed, 5, discriminator: 1),
            IdOf(1, Timed, 5, second: 1),
            IdOf(1, Timed, 5, bytes: 3),
        };

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    /// <summary>A receiver tells repeats by it, and a restart may be an update: it must not change.</summary>
    [Fact]
    public void Stays_the_same() => Assert.Equal("61c0a42ce69f78506993f3db1edb00c9", IdOf(1, Timed, 5).ToString());

    private static EventId IdOf(
        long vehicle,
        DeviceReport report,
        long received,
        EventType type = EventType.Location,
        long discriminator = 0,
        long second = 0,
        byte bytes = 2) => new EventIds(vehicle, report, [1, bytes], received).For(type, discriminator, second);
}
