namespace Gateway.Dispatch.Queues;

/// <summary>Gets what a snapshot holds, queue by queue, one message at a time.</summary>
internal interface ISnapshotVisitor
{
    void BeginQueue(long webhookId, in QueueStatistics statistics);

    void Fresh(MessageKey key);

    void Retry(RetryEntry retry);

    void Batch(MessageBatch batch);

    void EndQueue(IReadOnlyCollection<ExpiredDelivery> expired);
}
