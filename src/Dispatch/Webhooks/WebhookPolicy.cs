namespace Gateway.Dispatch.Webhooks;

/// <summary>How a webhook wants to be sent to. Null: as the server does by default. Checked when it was made.</summary>
public sealed record WebhookPolicy
{
    public const int MaxRetrySteps = 30;

    /// <summary>Longest wait between two attempts, seconds: 7 days.</summary>
    public const int MaxRetrySeconds = 7 * 86_400;

    public const int MaxTimeoutSeconds = 30;

    public const double MinRatePerSecond = 0.01;

    public const double MaxRatePerSecond = 10_000;

    public const int MaxConcurrencyLimit = 256;

    /// <summary>Ten years.</summary>
    public const int MaxRetentionHours = 87_600;

    public const long MaxRetentionMessages = 1_000_000_000;

    /// <summary>1 MiB: the longest record fits.</summary>
    public const long MinRetentionBytes = 1L << 20;

    /// <summary>1 PiB.</summary>
    public const long MaxRetentionBytes = 1L << 50;

    public const int MaxBatchSize = 1_000;

    public const int DefaultBatchSize = 100;

    public const int MaxBatchWaitMs = 60_000;

    public const int DefaultBatchWaitMs = 1_000;

    public static WebhookPolicy Default { get; } = new();

    /// <summary>Waits after the first, second … failed attempt, seconds; the last one repeats until retention ends.</summary>
    public IReadOnlyList<int>? RetrySchedule { get; init; }

    /// <summary>Limit of one attempt, seconds: connecting, TLS, headers and body together.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>Most POSTs a second; a batch is one.</summary>
    public double? RateLimitPerSecond { get; init; }

    /// <summary>Most POSTs on their way at the same time.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Messages older than this are given up; never longer than the server keeps events.</summary>
    public int? RetentionHours { get; init; }

    /// <summary>Most messages that wait; where one more comes, the oldest is given up.</summary>
    public long? RetentionMessages { get; init; }

    /// <summary>
    /// Most bytes of events, as they lie in the journal, that wait; where more come, the oldest are given up until the
    /// rest fits.
    /// </summary>
    public long? RetentionBytes { get; init; }

    public DeliveryOrder Ordering { get; init; }

    /// <summary>Most messages of one batch.</summary>
    public int BatchSize { get; init; } = DefaultBatchSize;

    /// <summary>Longest that a message waits for company in its batch, milliseconds.</summary>
    public int BatchWaitMs { get; init; } = DefaultBatchWaitMs;

    /// <summary>For <c>location</c>: while behind, only the newest message of each vehicle is sent.</summary>
    public bool Collapse { get; init; }
}
