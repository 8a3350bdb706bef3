using Gateway.Dispatch.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Dispatch.Tests.Delivery;

public class AttemptLimitTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Ends_after_its_time_and_the_next_one_has_its_own()
    {
        var time = new FakeTimeProvider();
        using var limit = new AttemptLimit();

        var first = limit.Start(Second, time, CancellationToken.None);
        time.Advance(Second * 0.9);
        Assert.False(first.IsCancellationRequested);
        time.Advance(Second * 0.2);
        Assert.True(first.IsCancellationRequested);
        limit.End();

        var second = limit.Start(Second, time, CancellationToken.None);
        Assert.False(second.IsCancellationRequested);
        time.Advance(Second * 2);
        Assert.True(second.IsCancellationRequested);
    }

    [Fact]
    public void An_attempt_that_is_over_leaves_no_time_running()
    {
        var time = new FakeTimeProvider();
        using var limit = new AttemptLimit();
        limit.Start(Second, time, CancellationToken.None);
        limit.End();
        time.Advance(Second * 10);

        Assert.False(limit.Start(Second, time, CancellationToken.None).IsCancellationRequested);
    }

    [Fact]
    public void Giving_up_ends_this_attempt_and_every_later_one()
    {
        using var abort = new CancellationTokenSource();
        using var limit = new AttemptLimit();
        limit.Start(Second, TimeProvider.System, abort.Token);
        limit.End();
        var token = limit.Start(TimeSpan.FromHours(1), TimeProvider.System, abort.Token);

        abort.Cancel();
        Assert.True(token.IsCancellationRequested);
        limit.End();
        Assert.True(limit.Start(TimeSpan.FromHours(1), TimeProvider.System, abort.Token).IsCancellationRequested);
    }

    [Fact]
    public void Costs_nothing_from_the_second_attempt_on()
    {
        using var abort = new CancellationTokenSource();
        using var limit = new AttemptLimit();
        for (var i = 0; i < 10; i++)
        {
            Use(limit, abort.Token);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Use(limit, abort.Token);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Use(AttemptLimit limit, CancellationToken abort)
    {
        limit.Start(TimeSpan.FromHours(1), TimeProvider.System, abort);
        limit.End();
    }
}
