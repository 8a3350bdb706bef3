using DeviceSimulator.Fleet.Loops;

namespace Gateway.Simulator.Tests.Loops;

public sealed class FleetEventLoopTests
{
    // DotNetty's own shutdown went round forever in about one of twenty.
    private const int Loops = 300;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task It_ends_though_other_threads_bring_tasks_to_the_very_end()
    {
        for (var i = 0; i < Loops; i++)
        {
            var loop = new FleetEventLoop("end test");
            using var over = new CancellationTokenSource();
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var others = Task.Run(
                () =>
                {
                    while (!over.IsCancellationRequested)
                    {
                        loop.Execute(() => started.TrySetResult());
                    }
                },
                TestContext.Current.CancellationToken);
            await started.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
            await loop.EndAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);
            Assert.True(loop.IsTerminated);
            await over.CancelAsync();
            await others;
        }
    }

    [Fact]
    public async Task After_the_end_nothing_runs()
    {
        var loop = new FleetEventLoop("end test");
        await loop.EndAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);
        var ran = false;
        loop.Execute(() => ran = true);
        Assert.True(loop.IsBacklogEmpty);
        Assert.False(ran);
    }

    [Fact]
    public async Task Waiting_for_a_timer_does_not_hold_up_the_end()
    {
        var loop = new FleetEventLoop("end test");
        var timer = loop.Schedule(() => { }, TimeSpan.FromHours(1));

        // Tasks run in order: after this one the loop has the timer, and does nothing but wait for it.
        var known = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Execute(known.SetResult);
        await known.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
        await loop.EndAsync().WaitAsync(Limit, TestContext.Current.CancellationToken);
        Assert.True(timer.Completion.IsCanceled);
    }
}
