using System.Runtime.CompilerServices;
using Gateway.Dispatch.Delivery;

namespace Gateway.Dispatch.Tests.Delivery;

public class AttemptWorkersTests
{
    // Only handed on: nothing here looks into it.
    private readonly WebhookPump _pump = (WebhookPump)RuntimeHelpers.GetUninitializedObject(typeof(WebhookPump));

    private readonly Dictionary<AttemptWorker, TaskCompletionSource> _work = [];
    private int _ended;

    [Fact]
    public void The_worker_that_worked_last_works_next()
    {
        using var workers = new AttemptWorkers(2, WorkAsync);
        var first = Begin(workers);
        var second = Begin(workers);
        Assert.NotSame(first, second);

        _work[first].SetResult();
        _work[second].SetResult();

        Assert.Same(second, Begin(workers));
        Assert.Same(first, Begin(workers));
    }

    [Fact]
    public void So_many_are_kept_and_the_others_end()
    {
        using var workers = new AttemptWorkers(1, WorkAsync);
        var first = Begin(workers);
        var second = Begin(workers);

        _work[first].SetResult();
        Assert.Equal(0, _ended);
        _work[second].SetResult();

        Assert.Equal(1, _ended);
        Assert.Same(first, Begin(workers));
    }

    [Fact]
    public void At_the_end_all_end_those_at_work_when_they_have_done_it()
    {
        var workers = new AttemptWorkers(10, WorkAsync);
        var idle = Begin(workers);
        var busy = Begin(workers);
        _work[idle].SetResult();

        workers.Dispose();
        Assert.Equal(1, _ended);

        _work[busy].SetResult();
        Assert.Equal(2, _ended);
    }

    [Fact]
    public void Beginning_costs_nothing()
    {
        using var workers = new AttemptWorkers(1, async worker =>
        {
            while (await worker.WaitAsync() is not null)
            {
                worker.Rest();
            }
        });
        Repeat();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Repeat()
        {
            for (var i = 0; i < 1000; i++)
            {
                workers.Get().Begin(_pump);
            }
        }
    }

    private AttemptWorker Begin(AttemptWorkers workers)
    {
        var worker = workers.Get();
        _work[worker] = new TaskCompletionSource();
        worker.Begin(_pump);
        return worker;
    }

    /// <summary>A loop whose work is done when the test says so.</summary>
    private async Task WorkAsync(AttemptWorker worker)
    {
        using (worker)
        {
            while (await worker.WaitAsync() is { } pump)
            {
                Assert.Same(_pump, pump);
                await _work[worker].Task;
                worker.Rest();
            }

            _ended++;
        }
    }
}
