namespace Gateway.Dispatch.Queues;

/// <summary>A queue at one moment, for the snapshot.</summary>
internal sealed class QueueImage
{
    public required long WebhookId { get; init; }

    public required long Total { get; init; }

    public required long Expired { get; init; }

    /// <summary>Unix milliseconds, 0 for never.</summary>
    public required long LastSuccessMs { get; init; }

    /// <summary>Unix milliseconds, 0 for none.</summary>
    public required long HoldUntilMs { get; init; }

    public required string? LastError { get; init; }

    /// <summary>On their way for the first time.</summary>
    public required MessageKey[] Untried { get; init; }

    public required FifoView Fresh { get; init; }

    public required FifoView Parked { get; init; }

    /// <summary>In no order; on their way again with due time 0.</summary>
    public required RetryEntry[] Retries { get; init; }

    public required ExpiredDelivery[] ExpiredList { get; init; }
}
