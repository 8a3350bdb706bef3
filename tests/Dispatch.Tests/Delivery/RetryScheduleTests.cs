using Gateway.Dispatch.Delivery;

namespace Gateway.Dispatch.Tests.Delivery;

public class RetryScheduleTests
{
    private static readonly RetrySchedule Default = new(RetrySchedule.DefaultIntervals, 0.2, TimeSpan.FromHours(24));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 300)]
    [InlineData(3, 1800)]
    [InlineData(4, 7200)]
    [InlineData(5, 18000)]
    [InlineData(6, 36000)]
    [InlineData(7, 50400)]
    [InlineData(8, 72000)]
    [InlineData(9, 86400)]
    [InlineData(10, 86400)]
    [InlineData(int.MaxValue, 86400)]
    public void Waits_as_published_and_jitter_only_lengthens(int attempts, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Default.DelayAfter(attempts, null, 0));
        Assert.Equal(seconds * 1.1, Default.DelayAfter(attempts, null, 0.5).TotalSeconds, 3);
        Assert.True(Default.DelayAfter(attempts, null, 0.999999) < TimeSpan.FromSeconds(seconds * 1.2));
    }

    [Theory]
    [InlineData(120, 120)]
    [InlineData(3, 5)]
    [InlineData(-60, 5)]
    [InlineData(86400, 86400)]
    [InlineData(864000, 86400)]
    public void Never_comes_earlier_than_asked_up_to_the_cap(int asked, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Default.DelayAfter(1, TimeSpan.FromSeconds(asked), 0));
}
