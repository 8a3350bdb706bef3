namespace Gateway.Dispatch.Delivery;

/// <summary>
/// Workers that have nothing to do, the one that worked last on top: its memory is still in the processor's cache. So many are
/// kept; more only as long as they work.
/// </summary>
/// <param name="most">How many are kept.</param>
/// <param name="work">A worker's loop; it disposes of the worker at its end.</param>
internal sealed class AttemptWorkers(int most, Func<AttemptWorker, Task> work) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Stack<AttemptWorker> _idle = new();
    private bool _isClosed;

    /// <summary>A worker for <see cref="AttemptWorker.Begin"/>.</summary>
    public AttemptWorker Get()
    {
        lock (_gate)
        {
            if (_idle.TryPop(out var idle))
            {
                return idle;
            }
        }

        var worker = new AttemptWorker(this);

        // What is under way here has nothing to do with what it does later.
        using (ExecutionContext.SuppressFlow())
        {
            _ = work(worker);
        }

        return worker;
    }

    /// <summary>Keeps a worker, or ends it where there are enough.</summary>
    public void Return(AttemptWorker worker)
    {
        lock (_gate)
        {
            if (!_isClosed && _idle.Count < most)
            {
                _idle.Push(worker);
                return;
            }
        }

        worker.End();
    }

    /// <summary>Ends the idle ones, and the others when they have done their work.</summary>
    public void Dispose()
    {
        AttemptWorker[] idle;
        lock (_gate)
        {
            _isClosed = true;
            idle = [.. _idle];
            _idle.Clear();
        }

        foreach (var worker in idle)
        {
            worker.End();
        }
    }
}
