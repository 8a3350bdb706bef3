namespace Gateway.Dispatch.Queues;

/// <summary>One queue out of a snapshot.</summary>
internal readonly record struct RestoredQueue(
    long WebhookId,
    QueueStatistics Statistics,
    MessageKey[] Fresh,
    RetryEntry[] Retries);
