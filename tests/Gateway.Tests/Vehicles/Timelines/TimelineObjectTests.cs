using Gateway.Dispatch.Events;
using Gateway.Vehicles.Timelines;

namespace Gateway.Tests.Vehicles.Timelines;

/// <summary>A trip is told again just where a number of its message is another one.</summary>
public sealed class TimelineObjectTests
{
    [Theory]
    [InlineData(296.9, 297.0, 2704, false)]
    [InlineData(297.0, 297.1, 2704, true)]
    [InlineData(278.7, 278.8, 116, false)]
    [InlineData(278.8, 278.9, 116, true)]
    [InlineData(278.7, 278.8, 0, true)]
    public void The_content_of_a_trip_is_what_its_message_says(double meters, double others, int seconds, bool same)
    {
        var (one, other) = (Trip(meters, seconds), Trip(others, seconds));

        Assert.Equal(same, (EventUnits.ToMiles(meters), Average(meters)) == (EventUnits.ToMiles(others), Average(others)));
        Assert.Equal(same, one.Content == other.Content);
        Assert.Equal(Math.Round(meters), Math.Round(others));

        double? Average(double way) => EventUnits.ToAverageMph(way, seconds * 1000L);
    }

    private static TimelineObject Trip(double meters, int seconds) => new()
    {
        Kind = ObjectKind.Trip,
        StartMs = 1_709_272_800_000,
        EndMs = 1_709_272_800_000 + (seconds * 1000L),
        Figures = TimelineFigures.Empty with { Meters = meters },
    };
}
