using System.Collections.Concurrent;

namespace Gateway.Dispatch.Delivery;

/// <summary>
/// Webhooks that want to begin POSTs wait here for a turn, first come, first served. In its turn a webhook begins some, one right
/// after the other: what they share (its queue, its template, its keys) comes from memory once. Turns are given by work items that
/// go back to the end of the thread pool's queue after a row: so the answers that have come meanwhile go first, and thousands of
/// webhooks with full queues have no more POSTs on their way than the receivers take time for. Nobody holds a turn: a receiver
/// that does not answer holds up no one.
/// </summary>
internal sealed class SendTurns : IThreadPoolWorkItem
{
    /// <summary>Most POSTs of a webhook in one turn.</summary>
    public const int MostInTurn = 16;

    /// <summary>POSTs begun in a row: enough to make the way through the pool's queue cheap, few enough that answers do not wait for long.</summary>
    private const int InARow = 64;

    private static readonly int MostGivers = Environment.ProcessorCount;
    private readonly ConcurrentQueue<SendPlace> _line = new();
    private int _givers;

    /// <summary>Whether somebody waits, so that who has had a turn should wait for the next one.</summary>
    public bool IsWanted => !_line.IsEmpty;

    /// <summary>Puts a webhook at the end of the line.</summary>
    public void Enqueue(SendPlace place)
    {
        _line.Enqueue(place);
        AddGiver();
    }

    void IThreadPoolWorkItem.Execute()
    {
        for (var begun = 0; begun < InARow && _line.TryDequeue(out var place);)
        {
            begun += place.TakeTurn(Math.Min(MostInTurn, InARow - begun));
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
}
