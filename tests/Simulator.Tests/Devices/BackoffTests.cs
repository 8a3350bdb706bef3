using DeviceSimulator.Fleet.Devices;

namespace Gateway.Simulator.Tests.Devices;

public sealed class BackoffTests
{
    [Fact]
    public void Doubles_up_to_the_bound_and_spreads_the_fleet()
    {
        for (var failures = 1; failures < 100; failures++)
        {
            var full = Math.Min(1000 * Math.Pow(2, failures - 1), 30_000);
            var delays = Enumerable.Range(0, 200).Select(index => Delay(failures, index)).ToArray();
            Assert.All(delays, delay => Assert.InRange(delay, (long)(full / 2), (long)full));
            Assert.True(delays.Distinct().Count() > 100);
        }

        Assert.Equal(Delay(3, 5), Delay(3, 5));
    }

    private static long Delay(int failures, int index) =>
        Backoff.DelayMs(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), failures, 1, index);
}
