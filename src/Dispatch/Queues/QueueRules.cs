using Gateway.Dispatch.Webhooks;

namespace Gateway.Dispatch.Queues;

/// <summary>What of a webhook's definition its queue has to know. Immutable.</summary>
internal sealed record QueueRules
{
    /// <summary>POSTs on their way at first.</summary>
    public required int FirstWindow { get; init; }

    /// <summary>Most POSTs on their way.</summary>
    public required int MaxWindow { get; init; }

    /// <summary>Messages of a full batch; 0 for single messages.</summary>
    public int BatchSize { get; init; }

    /// <summary>Longest that a message waits for company, milliseconds.</summary>
    public int BatchWaitMs { get; init; }

    /// <summary>POSTs a second; 0 for no limit.</summary>
    public double RatePerSecond { get; init; }

    /// <summary>Most messages that wait.</summary>
    public long MaxMessages { get; init; } = long.MaxValue;

    /// <summary>Most bytes of records that wait.</summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>Age at which a message is given up, milliseconds; 0 for the server's retention only.</summary>
    public long RetentionMs { get; init; }

    public LaneMode Lanes { get; init; }

    /// <summary>What the metrics file it under.</summary>
    public WebhookClass Class { get; init; } = new(default, BodyFormat.Json);

    public bool IsBatching => BatchSize > 0;

    public static QueueRules From(WebhookDefinition webhook, DispatchOptions options)
    {
        var policy = webhook.Policy;
        var most = policy.MaxConcurrency ?? options.Concurrency;
        return new QueueRules
        {
            Class = WebhookClass.Of(webhook),
            FirstWindow = Math.Min(options.FirstConcurrency, most),
            MaxWindow = most,
            BatchSize = webhook.Batch && webhook.ContentType == BodyFormat.Json ? policy.BatchSize : 0,
            BatchWaitMs = policy.BatchWaitMs,
            RatePerSecond = policy.RateLimitPerSecond ?? 0,
            MaxMessages = policy.RetentionMessages ?? long.MaxValue,
            MaxBytes = policy.RetentionBytes ?? long.MaxValue,
            RetentionMs = policy.RetentionHours is { } hours ? hours * 3_600_000L : 0,
            Lanes = policy.Collapse ? LaneMode.Newest
                : policy.Ordering == DeliveryOrder.Vehicle ? LaneMode.Ordered
                : LaneMode.None,
        };
    }
}
