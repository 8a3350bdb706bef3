using DotNetty.Transport.Channels;

namespace DeviceSimulator.Fleet.Loops;

/// <summary>
/// DotNetty's event loop with an end that can be relied on. Its own shutdown runs tasks and then queues one more to
/// wake itself, until there were none to run; a task of another thread (say, a cancelled socket read) that comes at
/// the very end makes that go round forever, on a full core (DotNetty 0.7.6, ConfirmShutdown called by
/// CleanupAndTerminate). So the queue is closed first: then there is nothing to run.
/// </summary>
internal sealed class FleetEventLoop : SingleThreadEventLoop
{
    // As long as DotNetty's default: how long tasks may run before timers are looked at again.
    private static readonly TimeSpan BreakoutInterval = TimeSpan.FromMilliseconds(100);

    private readonly LoopQueue _queue;

    public FleetEventLoop(string name)
        : this(name, new LoopQueue())
    {
    }

    private FleetEventLoop(string name, LoopQueue queue)
        : base(null, name, BreakoutInterval, queue) => _queue = queue;

    /// <summary>
    /// Ends the thread after the task it is running; what is queued is dropped. The task completes when it has ended.
    /// </summary>
    public Task EndAsync()
    {
        // In this order: the shutdown wakes the thread.
        var ended = ShutdownGracefullyAsync(TimeSpan.Zero, TimeSpan.Zero);
        _queue.Close();
        return ended;
    }
}
