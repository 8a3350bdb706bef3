using Gateway.Dispatch.Events;
using Gateway.Protocol.Reports;

namespace Gateway.Tests.Vehicles;

public sealed class NoiseTests
{
    private const long Start = 1_709_251_200_000;

    /// <summary>24 h parked on an edge, a fix a minute, one in forty an outlier of 50 to 80 m.</summary>
    [Theory]
    [InlineData(8, 0.8)]
    [InlineData(12, 1.0)]
    [InlineData(15, 1.2)]
    [InlineData(15, 3.0)]
    public void A_parked_vehicle_does_not_flap(double sigma, double hdop)
    {
        const double DegreesPerMeter = 1 / 111_195.0;
        for (var seed = 1; seed <= 10; seed++)
        {
            using var bench = new ProcessorBench { Landmarks = ProcessorBench.Circles((1, 0.1, 10, 100)) };
            var noise = new Random(seed);
            for (var minute = 0; minute < 1440; minute++)
            {
                var angle = noise.NextDouble() * Math.Tau;
                var meters = noise.Next(40) == 0
                    ? 50 + (30 * noise.NextDouble())
                    : sigma * Math.Sqrt(-2 * Math.Log(1 - noise.NextDouble()));
                bench.Process(
                    new DeviceReport
                    {
                        DeviceTimeMs = Start + (minute * 60_000L),
                        HasFix = true,
                        Latitude = 0.1 + (meters * Math.Cos(angle) * DegreesPerMeter),
                        Longitude = 10 + ((100 + (meters * Math.Sin(angle))) * DegreesPerMeter),
                        SpeedKph = Math.Round(noise.NextDouble() * 3),
                        Hdop = hdop,
                    },
                    Start + (minute * 60_000L));
            }

            var events = bench.Take();
            Assert.True(
                events.Count(e => e.Type == EventType.LandmarkEnter) <= 1 && events.Count(e => e.Type == EventType.LandmarkLeave) <= 1,
                $"Seed {seed}: {string.Join(' ', events.Where(e => e.Type != EventType.Location).Select(e => $"{e.Type}@{e.Data.GetProperty("event_time")}"))}");
        }
    }

    [Fact]
    public void A_vehicle_that_creeps_away_leaves()
    {
        using var bench = new ProcessorBench { Landmarks = ProcessorBench.Circles((1, 0.1, 10, 100)) };
        for (var i = 0; i < 40; i++)
        {
            bench.Process(
                new DeviceReport
                {
                    DeviceTimeMs = Start + (i * 10_000L),
                    HasFix = true,
                    Latitude = 0.1,
                    Longitude = 10 + (i < 10 ? 0 : (i - 9) * 0.0001),
                    SpeedKph = 4,
                },
                Start + (i * 10_000L));
        }

        Assert.Equal(
            [EventType.LandmarkEnter, EventType.LandmarkLeave],
            bench.Take().Select(e => e.Type).Where(type => type != EventType.Location));
    }
}
