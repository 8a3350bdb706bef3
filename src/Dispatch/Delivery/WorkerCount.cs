namespace Gateway.Dispatch.Delivery;

/// <summary>Counts running workers, so that stopping can wait for the last one.</summary>
internal sealed class WorkerCount
{
    private readonly TaskCompletionSource _none = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One for the dispatcher itself, taken off when it stops.
    private int _count = 1;

    /// <summary>Whether no worker runs now.</summary>
    public bool IsIdle => Volatile.Read(ref _count) <= 1;

    /// <summary>Workers that run now.</summary>
    public int Running => Math.Max(0, Volatile.Read(ref _count) - 1);

    public void Enter() => Interlocked.Increment(ref _count);

    public void Leave()
    {
        if (Interlocked.Decrement(ref _count) == 0)
        {
            _none.TrySetResult();
        }
    }

    /// <summary>Completes when no worker runs any more. Called once, after the queues were closed.</summary>
    public Task WaitForNoneAsync()
    {
        Leave();
        return _none.Task;
    }
}
