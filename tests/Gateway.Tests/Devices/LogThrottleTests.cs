using Gateway.Devices;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Devices;

public sealed class LogThrottleTests
{
    [Fact]
    public void So_many_messages_pass_in_a_second_and_as_many_in_the_next()
    {
        var time = new FakeTimeProvider();
        var throttle = new LogThrottle(time, perSecond: 3);

        Assert.Equal(3, Enumerable.Range(0, 100).Count(_ => throttle.TryPass()));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, Enumerable.Range(0, 100).Count(_ => throttle.TryPass()));
    }
}
