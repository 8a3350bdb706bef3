using DeviceSimulator.Fleet.Devices;

namespace Gateway.Simulator.Tests.Devices;

public sealed class RecordClockTests
{
    [Fact]
    public void A_first_batch_ends_now_a_step_apart()
    {
        var clock = new RecordClock(null, 1000);
        Assert.Equal((97_000, 1000), clock.Next(4, 100_000));
    }

    [Fact]
    public void Batches_share_the_time_since_the_last_one()
    {
        var clock = new RecordClock(null, 5000);
        clock.Next(1, 100_000);
        Assert.Equal((100_050, 50), clock.Next(4, 100_200));
    }

    [Fact]
    public void Times_always_ascend_even_when_the_clock_stands()
    {
        var clock = new RecordClock(null, 1000);
        var last = 0L;
        foreach (var now in new long[] { 100_000, 100_000, 100_001, 100_001, 99_000, 100_500 })
        {
            var (first, spacing) = clock.Next(3, now);
            Assert.True(first > last && spacing >= 1);
            last = first + (2 * spacing);
        }

        Assert.Equal(100_500, last);
    }

    [Fact]
    public void With_a_start_time_the_clock_does_not_matter()
    {
        var clock = new RecordClock(1_000_000, 250);
        Assert.Equal((1_000_000, 250), clock.Next(2, 77));
        Assert.Equal((1_000_500, 250), clock.Next(1, 5));
        Assert.Equal((1_000_750, 250), clock.Next(1, 9_999_999));
    }
}
