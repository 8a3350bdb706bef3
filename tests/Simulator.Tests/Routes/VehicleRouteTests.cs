using DeviceSimulator.Fleet.Routes;
using DeviceSimulator.Fleet.Wire;
using Gateway.Simulator.Tests.Support;

namespace Gateway.Simulator.Tests.Routes;

public sealed class VehicleRouteTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    public void Same_seed_and_index_drive_the_same(double step)
    {
        Assert.Equal(Drive(5, 3, step, 500), Drive(5, 3, step, 500));
        Assert.NotEqual(Drive(5, 3, step, 500), Drive(6, 3, step, 500));
        Assert.NotEqual(Drive(5, 3, step, 500), Drive(5, 4, step, 500));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(5)]
    public void No_jumps(double step)
    {
        for (var index = 0; index < 20; index++)
        {
            var records = Drive(1, index, step, 3000);
            for (var i = 1; i < records.Length; i++)
            {
                var metres = Distance(records[i - 1], records[i]);
                Assert.True(metres <= (VehicleRoute.MaxSpeed * step) + 0.1, $"{metres} m in {step} s, vehicle {index} record {i}");
                // The odometer counts the road; a corner cut makes the straight line shorter, never longer.
                var driven = records[i].OdometerMetres - records[i - 1].OdometerMetres;
                Assert.True(metres <= driven + 1.1, $"{metres} m, odometer {driven} m");
            }
        }
    }

    [Fact]
    public void Speed_fits_the_distance_and_changes_as_a_vehicle_can()
    {
        for (var index = 0; index < 20; index++)
        {
            var records = Drive(2, index, 1, 5000);
            for (var i = 1; i < records.Length; i++)
            {
                var change = (records[i].SpeedKmh - records[i - 1].SpeedKmh) / 3.6;
                Assert.True(change is <= 2.3 and >= -3.5, $"{change} m/s² at {i}, vehicle {index}");
                Assert.True(records[i].Ignition || records[i].SpeedKmh == 0);
                if (records[i].SpeedKmh > 0 && records[i].CourseDegrees == records[i - 1].CourseDegrees)
                {
                    Assert.InRange(Distance(records[i - 1], records[i]), (records[i].SpeedKmh / 3.6) - 0.3, (records[i].SpeedKmh / 3.6) + 0.3);
                }
            }
        }
    }

    [Fact]
    public void Every_vehicle_switches_on_visits_a_landmark_and_switches_off()
    {
        var stops = SampleLandmarks.All.Where(landmark => landmark.IsStop).ToArray();
        for (var index = 0; index < 50; index++)
        {
            var records = Drive(1, index, 5, 400);
            Assert.False(records[0].Ignition);
            Assert.False(records[0].IgnitionChanged);
            Assert.Contains(records, record => record is { IgnitionChanged: true, Ignition: true });
            var off = records.Where(record => record is { IgnitionChanged: true, Ignition: false }).ToArray();
            Assert.NotEmpty(off);
            Assert.All(off, record => Assert.Contains(stops, stop => stop.Contains(Place(record))));
            Assert.Contains(records, record => record is { Ignition: true, SpeedKmh: 0 });
        }
    }

    [Fact]
    public void Ignition_changes_are_marked_exactly_where_they_are()
    {
        var records = Drive(9, 1, 3, 2000);
        for (var i = 1; i < records.Length; i++)
        {
            Assert.Equal(records[i].Ignition != records[i - 1].Ignition, records[i].IgnitionChanged);
        }
    }

    [Fact]
    public void The_fleet_enters_and_leaves_every_landmark()
    {
        foreach (var landmark in SampleLandmarks.All)
        {
            var edges = 0;
            for (var index = 0; index < 8; index++)
            {
                var inside = Drive(1, index, 5, 600).Select(record => landmark.Contains(Place(record))).ToArray();
                edges += inside.Zip(inside.Skip(1)).Count(pair => pair.First != pair.Second);
            }

            Assert.True(edges >= 4, $"{landmark.Name}: {edges}");
        }
    }

    [Fact]
    public void Some_drive_over_65_mph_and_none_over_the_bound()
    {
        var speeds = Enumerable.Range(0, 10).SelectMany(index => Drive(1, index, 2, 1500)).Select(record => record.SpeedKmh / 1.609344).ToArray();
        Assert.Contains(speeds, mph => mph > 66);
        Assert.True(speeds.Max() <= 82);
    }

    [Fact]
    public void Only_refrigerated_vehicles_report_a_cold_wave()
    {
        Assert.All(Drive(1, 1, 5, 300), record => Assert.False(record.HasTemperature));
        var cold = Drive(1, 4, 5, 300);
        Assert.All(cold, record => Assert.InRange(record.TemperatureTenths, -230, -130));
        Assert.True(cold.Max(record => record.TemperatureTenths) - cold.Min(record => record.TemperatureTenths) > 60);
    }

    [Fact]
    public void A_driver_key_is_in_while_the_ignition_is_on()
    {
        Assert.All(Drive(1, 1, 5, 300), record => Assert.Equal(record.Ignition ? DriverKeys.Of(1) : 0, record.DriverKey));
        Assert.All(Drive(1, 2, 5, 300), record => Assert.False(record.HasDriverReader));
    }

    [Fact]
    public void Driving_and_measuring_allocate_nothing()
    {
        var route = new VehicleRoute(1, 4);
        Allocation.AssertNone(() =>
        {
            for (var i = 0; i < 2000; i++)
            {
                route.Advance(1);
                route.Measure(i);
            }
        });
    }

    private static DeviceRecord[] Drive(long seed, int index, double step, int count)
    {
        var route = new VehicleRoute(seed, index);
        var records = new DeviceRecord[count];
        for (var i = 0; i < count; i++)
        {
            route.Advance(step);
            records[i] = route.Measure(i);
        }

        return records;
    }

    private static GeoPoint Place(DeviceRecord record) => new(record.LatitudeE7 / 1e7, record.LongitudeE7 / 1e7);

    // Haversine on a sphere of 6,371 km.
    private static double Distance(DeviceRecord a, DeviceRecord b)
    {
        const double Radians = Math.PI / 180.0 / 1e7;
        var latitude = (b.LatitudeE7 - a.LatitudeE7) * Radians / 2;
        var longitude = (b.LongitudeE7 - a.LongitudeE7) * Radians / 2;
        var h = (Math.Sin(latitude) * Math.Sin(latitude))
            + (Math.Cos(a.LatitudeE7 * Radians) * Math.Cos(b.LatitudeE7 * Radians) * Math.Sin(longitude) * Math.Sin(longitude));
        return 2 * 6_371_000 * Math.Asin(Math.Sqrt(h));
    }
}
