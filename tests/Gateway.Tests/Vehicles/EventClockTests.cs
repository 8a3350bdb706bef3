using Gateway.Protocol.Reports;
using Gateway.Vehicles;

namespace Gateway.Tests.Vehicles;

public sealed class EventClockTests
{
    private const long Received = 1_709_251_200_000;

    [Theory]
    [InlineData(null, Received, false)]
    [InlineData(Received - 1, Received - 1, true)]
    [InlineData(Received + EventClock.MaxAheadMs, Received + EventClock.MaxAheadMs, true)]
    [InlineData(Received + EventClock.MaxAheadMs + 1, Received, false)]
    [InlineData(EventClock.OldestMs, EventClock.OldestMs, true)]
    [InlineData(EventClock.OldestMs - 1, Received, false)]
    [InlineData(0L, Received, false)]
    [InlineData(315_532_800_000L + 5000, Received, false)]
    [InlineData(946_684_800_000L + 5000, Received, false)]
    [InlineData(long.MaxValue, Received, false)]
    [InlineData(long.MinValue, Received, false)]
    public void The_devices_time_counts_where_it_can_be_true(long? device, long expected, bool told)
    {
        var report = new DeviceReport { DeviceTimeMs = device };

        Assert.Equal(expected, EventClock.EventTimeMs(report, Received));
        Assert.Equal(told ? expected : null, EventClock.ToldMs(report, Received));
    }

    [Theory]
    [InlineData(-60_000L, 1, true)]
    [InlineData(-60_000L, 2, true)]
    [InlineData(-EventClock.RolloverWithinMs, 1, true)]
    [InlineData(-EventClock.RolloverWithinMs - 1, 1, false)]
    [InlineData(EventClock.MaxAheadMs, 1, true)]
    [InlineData(EventClock.MaxAheadMs + 1, 1, false)]
    public void A_week_number_that_ran_over_is_put_right(long offset, int rollovers, bool corrected)
    {
        var truth = Received + offset;
        var device = truth - (rollovers * 1024L * 7 * 86_400_000);
        var told = EventClock.ToldMs(new DeviceReport { DeviceTimeMs = device }, Received);

        Assert.Equal(corrected ? truth : device >= EventClock.OldestMs ? device : null, told);
    }

    [Theory]
    [InlineData(99L, null, false)]
    [InlineData(99L, 100L, true)]
    [InlineData(100L, 100L, false)]
    [InlineData(101L, 100L, false)]
    [InlineData(null, 100L, false)]
    public void Late_is_what_was_told_to_be_before_what_was_told_before(long? seconds, long? last, bool late)
    {
        long? At(long? offset) => EventClock.OldestMs + (offset * 1000);
        var state = new VehicleState(1) { LastEventMs = At(last) };

        Assert.Equal(late, EventClock.IsLate(new DeviceReport { DeviceTimeMs = At(seconds) }, EventClock.OldestMs, state));
    }
}
