using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Queues;

/// <summary>The bytes of an event: from the cache of recent ones, else from the journal.</summary>
internal sealed class EventReader(IJournal events, PayloadCache[] caches, DispatchMetrics metrics)
{
    public async ValueTask<JournalReadStatus> ReadAsync(
        MessageKey key,
        PooledBuffer destination,
        CancellationToken cancellationToken)
    {
        destination.Clear();
        if (caches[key.Partition].TryCopy(key.Position, destination))
        {
            return JournalReadStatus.Record;
        }

        metrics.CacheMissed();
        var result = await events[key.Partition].ReadAsync(key.Position, destination, cancellationToken);
        return result.Status;
    }
}
