using Gateway.Dispatch.Delivery;
using Gateway.Dispatch.Journal;

namespace Gateway.Dispatch.Queues;

/// <summary>The bytes of an event: from the cache of recent ones, else from the journal.</summary>
internal sealed class EventReader(IJournal events, PayloadCache[] caches, DispatchMetrics metrics)
{
    /// <summary>Reads an event's record.</summary>
    /// <param name="key">Where it lies.</param>
    /// <param name="destination">Cleared first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<JournalReadStatus> ReadAsync(
        MessageKey key,
        PooledBuffer destination,
        CancellationToken cancellationToken)
    {
        destination.Clear();
        if (caches[key.Partition].TryCopy(key.Position, destination))
        {
            return new ValueTask<JournalReadStatus>(JournalReadStatus.Record);
        }

        metrics.CacheMissed();
        var reading = events[key.Partition].ReadAsync(key.Position, destination, cancellationToken);
        return reading.IsCompletedSuccessfully
            ? new ValueTask<JournalReadStatus>(reading.Result.Status)
            : FinishAsync(reading);
    }

    private static async ValueTask<JournalReadStatus> FinishAsync(ValueTask<JournalReadResult> reading) => (await reading).Status;
}
