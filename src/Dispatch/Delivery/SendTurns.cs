using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// Who wants to begin a POST waits here for a turn, first come, first served. Turns are given by work items that go back to the
/// end of the thread pool's queue after a few: so the answers that have come meanwhile go first, and thousands of webhooks with
/// full queues have no more POSTs on their way than the receivers take time for. Nobody holds a turn: a receiver that does not
/// answer holds up no one.
/// </summary>
internal sealed class SendTurns : IThreadPoolWorkItem
{
    /// <summary>Turns given in a row: enough to make the way through the pool's queue cheap, few enough to keep answers waiting less than 1 ms.</summary>
    private const int InARow = 16;

    private static readonly int MostGivers = Environment.ProcessorCount;
    private readonly ConcurrentQueue<Action> _waiting = new();
    private int _givers;

    /// <summary>Whether somebody waits, so that who has had a turn should wait for the next one.</summary>
    public bool IsWanted => !_waiting.IsEmpty;

    /// <summary>Calls <paramref name="begin"/> when its turn has come.</summary>
    public void Enqueue(Action begin)
    {
        _waiting.Enqueue(begin);
        AddGiver();
    }

    /// <summary>Waits for a turn.</summary>
    public Turn WaitAsync() => new(this);

    void IThreadPoolWorkItem.Execute()
    {
        for (var i = 0; i < InARow && _waiting.TryDequeue(out var begin); i++)
        {
            begin();
        }

        if (IsWanted)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }

        Interlocked.Decrement(ref _givers);
        if (IsWanted)
        {
            AddGiver();
        }
    }

    private void AddGiver()
    {
        var givers = Volatile.Read(ref _givers);
        while (givers < MostGivers)
        {
            var seen = Interlocked.CompareExchange(ref _givers, givers + 1, givers);
            if (seen == givers)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            givers = seen;
        }
    }

    /// <summary>An awaitable without memory of its own.</summary>
    internal readonly struct Turn(SendTurns turns) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => false;

        public Turn GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => turns.Enqueue(continuation);

        public void UnsafeOnCompleted(Action continuation) => turns.Enqueue(continuation);
    }
}
