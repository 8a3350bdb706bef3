namespace Gateway.Dispatch.Queues;

/// <summary>A queue at one moment, for the snapshot.</summary>
internal sealed record QueueImage
{
    public required long WebhookId { get; init; }

    public required long Total { get; init; }

    public required long Expired { get; init; }

    /// <summary>Messages given up because the queue was full.</summary>
    public required long GivenUp { get; init; }

    public required long Collapsed { get; init; }

    /// <summary>Unix milliseconds, 0 for never.</summary>
    public required long LastSuccessMs { get; init; }

    /// <summary>Unix milliseconds, 0 for none.</summary>
    public required long HoldUntilMs { get; init; }

    public required string? LastError { get; init; }

    /// <summary>On their way for the first time, or sorted by vehicle.</summary>
    public required MessageKey[] Untried { get; init; }

    public required FifoView Fresh { get; init; }

    /// <summary>The fifo that <see cref="Fresh"/> is a view of.</summary>
    public required MessageFifo FreshFifo { get; init; }

    public required FifoView Parked { get; init; }

    /// <summary>In no order; on their way again with due time 0.</summary>
    public required RetryEntry[] Retries { get; init; }

    /// <summary>Batches waiting or on their way: keys, attempts, due time.</summary>
    public required MessageBatch[] Batches { get; init; }

    public required ExpiredDelivery[] ExpiredList { get; init; }
}
