using Gateway.Dispatch.Delivery;

namespace Gateway.Dispatch.Tests.Delivery;

public class SendTurnsTests
{
    [Fact]
    public async Task Everybody_has_a_turn_whoever_enqueues_meanwhile()
    {
        const int enqueuers = 8;
        const int each = 20_000;
        var turns = new SendTurns();
        var had = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begin = () =>
        {
            if (Interlocked.Increment(ref had) == enqueuers * each)
            {
                all.SetResult();
            }
        };

        await Task.WhenAll(Enumerable.Range(0, enqueuers).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < each; i++)
            {
                turns.Enqueue(begin);
            }
        })));

        await all.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal(enqueuers * each, had);
        Assert.False(turns.IsWanted);
    }

    [Fact]
    public async Task Who_waits_longest_comes_first()
    {
        var turns = new SendTurns();
        List<int> order = [];
        var gate = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        var blocked = Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .ToArray();

        // All that give turns are held, so that the others line up; then one goes on. Nothing here is disposed: who is held may
        // look at it after the test's end.
        for (var i = 0; i < blocked.Length; i++)
        {
            var held = blocked[i];
            var until = i == 0 ? gate.Task : end.Task;
            turns.Enqueue(() =>
            {
                held.SetResult();
                until.Wait(TimeSpan.FromMinutes(1));
            });
        }

        await Task.WhenAll(blocked.Select(held => held.Task)).WaitAsync(
            TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var i = 0; i < 100; i++)
        {
            var number = i;
            turns.Enqueue(() =>
            {
                lock (order)
                {
                    order.Add(number);
                    if (order.Count == 100)
                    {
                        last.SetResult();
                    }
                }
            });
        }

        Assert.True(turns.IsWanted);
        Assert.Empty(order);
        gate.SetResult();
        await last.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 100), order);
        end.SetResult();
    }

    [Fact]
    public async Task Waiting_takes_no_turn_from_others()
    {
        var turns = new SendTurns();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await turns.WaitAsync();
        turns.Enqueue(begun.SetResult);
        await turns.WaitAsync();
        await begun.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }
}
