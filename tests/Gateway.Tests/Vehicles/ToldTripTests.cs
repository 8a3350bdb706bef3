using System.Text.Json;
using Gateway.Dispatch.Events;
using Gateway.Protocol.Reports;

namespace Gateway.Tests.Vehicles;

/// <summary>Silence tells of a trip's end; then late reports show that the vehicle had not moved.</summary>
public sealed class ToldTripTests
{
    private const long Start = 1_709_272_800_000;
    private const long Received = Start + 7_200_000;

    [Fact]
    public void What_had_not_moved_is_void()
    {
        using var bench = Told();

        // It was there before the ignition was switched on.
        bench.Process(Report(30, 300, on: false, 0), Received);

        var (isVoid, revision, _) = Trip(bench.Take());
        Assert.Equal((true, 1), (isVoid, revision));
        bench.Silence();
        Assert.Empty(bench.Take());
    }

    [Theory]
    [InlineData(2000, true)]
    [InlineData(350, false)]
    public void What_moves_after_all_is_told_again(int meters, bool isTrip)
    {
        using var bench = Told();
        bench.Process(Report(30, 300, on: false, 0), Received);
        Assert.True(Trip(bench.Take()).IsVoid);

        bench.Process(Report(120, meters, on: true, 50), Received);
        bench.Process(Report(180, meters, on: false, 0), Received);

        var events = bench.Take();
        Assert.Equal(isTrip ? 1 : 0, events.Count);
        if (isTrip)
        {
            var (isVoid, revision, data) = Trip(events);
            Assert.Equal((false, 2), (isVoid, revision));
            Assert.Equal(1.056, data.GetProperty("distance_mi").GetDouble(), 0.01);
        }
    }

    /// <summary>It stands with the ignition off, then is 300 m away and on; and is not heard of any more.</summary>
    private static ProcessorBench Told()
    {
        var bench = new ProcessorBench { Webhooks = ProcessorBench.Listening(EventType.TripComplete) };
        bench.Process(Report(0, 0, on: false, 0), Received);
        bench.Process(Report(60, 300, on: true, 0), Received);
        Assert.Empty(bench.Take());
        bench.Silence();
        var (isVoid, revision, _) = Trip(bench.Take());
        Assert.Equal((false, 0), (isVoid, revision));
        return bench;
    }

    private static (bool IsVoid, int Revision, JsonElement Data) Trip(IReadOnlyList<(EventType Type, JsonElement Data)> events)
    {
        var (type, data) = Assert.Single(events);
        Assert.Equal(EventType.TripComplete, type);
        return (data.GetProperty("void").GetBoolean(), data.GetProperty("revision").GetInt32(), data);
    }

    private static DeviceReport Report(int second, int metersEast, bool on, double kph) => new()
    {
        DeviceTimeMs = Start + (second * 1000L),
        HasFix = true,
        Latitude = 0.1,
        Longitude = 10 + (metersEast * 0.009 / 1000),
        SpeedKph = kph,
        Ignition = on,
    };
}
