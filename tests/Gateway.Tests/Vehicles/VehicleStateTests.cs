using Gateway.Vehicles;

namespace Gateway.Tests.Vehicles;

public sealed class VehicleStateTests
{
    [Fact]
    public void No_status_before_the_first_report() => Assert.Null(new VehicleState(1).ReadStatus());

    [Fact]
    public void A_vehicle_that_only_pinged_was_heard_of_when_it_pinged()
    {
        var status = new VehicleState(1) { LastReceivedMs = 7 }.ReadStatus()!;

        Assert.Equal(7, status.EventMs);
        Assert.Null(status.Latitude);
    }

    [Fact]
    public async Task Other_threads_never_see_half_a_change()
    {
        const int Reads = 20_000;
        var state = new VehicleState(1);
        Set(state, 1);
        using var done = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            var value = 1L;
            while (!done.IsCancellationRequested)
            {
                state.BeginChange();
                Set(state, ++value);
                state.EndChange();
            }

            return value;
        });
        var distinct = new HashSet<long>();

        // At least so many, and until the writer was seen at work.
        for (var i = 0; (i < Reads || distinct.Count < 100) && !writer.IsCompleted; i++)
        {
            var status = state.ReadStatus()!;
            distinct.Add(status.EventMs);
            Assert.Equal(status.EventMs, status.ReceivedMs);
            Assert.Equal(status.EventMs, status.Latitude);
            Assert.Equal(status.EventMs, status.Longitude);
            Assert.Equal(status.EventMs, status.SpeedKph);
            Assert.Equal(status.EventMs, status.OdometerMeters);
        }

        await done.CancelAsync();
        Assert.InRange(distinct.Count, 100, await writer);
    }

    [Fact]
    public void Each_sensor_has_a_value_before()
    {
        var state = new VehicleState(1);

        Assert.Equal(double.NaN, state.ExchangeTemperature(1, 5));
        Assert.Equal(double.NaN, state.ExchangeTemperature(2, 6));
        Assert.Equal(5, state.ExchangeTemperature(1, 7));
        Assert.Equal(6, state.ExchangeTemperature(2, 8));
    }

    private static void Set(VehicleState state, long value)
    {
        state.LastEventMs = value;
        state.LastReceivedMs = value;
        state.FixTimeMs = value;
        state.Latitude = value;
        state.Longitude = value;
        state.SpeedKph = value;
        state.OdometerMeters = value;
    }
}
