namespace Gateway.Dispatch.Queues;

/// <summary>Sums over all queues, for the metrics.</summary>
internal sealed class QueueTotals
{
    private long _depth;
    private long _bytes;

    /// <summary>Messages not yet delivered.</summary>
    public long Depth => Volatile.Read(ref _depth);

    /// <summary>Bytes of their events' records, each counted once for each webhook that waits for it.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public void Add(long messages, long bytes)
    {
        Interlocked.Add(ref _depth, messages);
        Interlocked.Add(ref _bytes, bytes);
    }
}
