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

    [Theory]
    [InlineData(10, 1)]
    [InlineData(1, 10)]
    [InlineData(3, 3)]
    public void Each_attempt_has_its_own_time_whatever_the_one_before_had(int before, int after)
    {
        var time = new FakeTimeProvider();
        using var limit = new AttemptLimit();
        limit.Start(Second * before, time, CancellationToken.None);
        time.Advance(Second * 0.5);
        Assert.Equal(Second * 0.5, limit.End());

        var token = limit.Start(Second * after, time, CancellationToken.None);
        time.Advance((Second * after) - TimeSpan.FromMilliseconds(1));
        Assert.False(token.IsCancellationRequested);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(token.IsCancellationRequested);
        Assert.False(limit.IsAborted);
        Assert.Equal(Second * after, limit.End());
    }

    [Fact]
    public void Attempts_that_end_early_set_a_timer_once_in_a_limit()
    {
        var time = new CountingTime();
        using var limit = new AttemptLimit();
        for (var i = 0; i < 1000; i++)
        {
            limit.Start(Second, time, CancellationToken.None);
            time.Advance(Second * 0.01);
            limit.End();
        }

        // Ten seconds; at each second the timer finds an attempt and looks again at its end, or finds none.
        Assert.InRange(time.Changes, 10, 22);
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

    /// <summary>Counts how often a timer is set.</summary>
    private sealed class CountingTime : FakeTimeProvider
    {
        public int Changes { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new CountedTimer(this, base.CreateTimer(callback, state, dueTime, period));

        private sealed class CountedTimer(CountingTime time, ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                time.Changes++;
                return timer.Change(dueTime, period);
            }

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
