using System.Collections.Concurrent;
using DotNetty.Common.Concurrency;
using DotNetty.Common.Internal;

namespace DeviceSimulator.Fleet.Loops;

/// <summary>
/// The tasks of an event loop, until it is closed: from then on it is empty and takes nothing. From any thread.
/// </summary>
internal sealed class LoopQueue : IQueue<IRunnable>
{
    private readonly ConcurrentQueue<IRunnable> _tasks = new();
    private volatile bool _closed;

    public int Count => _closed ? 0 : _tasks.Count;

    public bool IsEmpty => _closed || _tasks.IsEmpty;

    /// <summary>Forgets what is queued and whatever still comes.</summary>
    public void Close()
    {
        _closed = true;
        _tasks.Clear();
    }

    public bool TryEnqueue(IRunnable item)
    {
        // True even when it goes nowhere: DotNetty keeps a scheduled task, and tries again, when it is told false.
        if (!_closed)
        {
            _tasks.Enqueue(item);
        }

        return true;
    }

    public bool TryDequeue(out IRunnable item)
    {
        if (_closed)
        {
            item = null!;
            return false;
        }

        return _tasks.TryDequeue(out item!);
    }

    public bool TryPeek(out IRunnable item)
    {
        if (_closed)
        {
            item = null!;
            return false;
        }

        return _tasks.TryPeek(out item!);
    }

    public void Clear() => _tasks.Clear();
}
