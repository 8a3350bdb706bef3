namespace Gateway.Dispatch.Queues;

/// <summary>Sums over all queues, for the metrics.</summary>
internal sealed class QueueTotals
{
    private long _depth;

    /// <summary>Messages not yet delivered.</summary>
    public long Depth => Volatile.Read(ref _depth);

    public void Add(long messages) => Interlocked.Add(ref _depth, messages);
}
