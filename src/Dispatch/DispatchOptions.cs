using System.Net;
using Gateway.Dispatch.Delivery;

namespace Gateway.Dispatch;

/// <summary>Settings of the dispatcher. <see cref="DispatchOptionsValidator"/> says which values make sense.</summary>
public sealed class DispatchOptions
{
    /// <summary>
    /// Most POSTs of one webhook on their way at the same time, where it has no limit of its own. Its window grows to this
    /// while it answers well. 1 to 1,000.
    /// </summary>
    public int Concurrency { get; set; } = 64;

    /// <summary>POSTs of one webhook on their way at first. 1 to 1,000; above <see cref="Concurrency"/> it counts as that.</summary>
    public int FirstConcurrency { get; set; } = 4;

    /// <summary>
    /// POSTs of all webhooks on their way beyond which each webhook has at least one, and no more until there are fewer.
    /// Bounds memory and sockets. 1 to 1,000,000.
    /// </summary>
    public int CrowdedAt { get; set; } = 10_000;

    /// <summary>Longest body of a batch that has more than one message. 1 KiB to 64 MiB.</summary>
    public int MaxBatchBytes { get; set; } = 1 << 20;

    /// <summary>
    /// How long a connection to a receiver is used, so that a changed address of its name is seen. 1 ms to 1 day.
    /// </summary>
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Limit of one attempt: connecting, TLS, headers and body together. 10 ms to 5 minutes.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Limit for the connection alone, within <see cref="AttemptTimeout"/>. 10 ms to 5 minutes.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Bytes of an answer's body that are taken from the wire; a longer answer is a failure and costs the connection. Of
    /// these only the first few KB are kept for a moment. 1 KiB to 64 MiB.
    /// </summary>
    public int MaxAnswerBytes { get; set; } = 1 << 20;

    /// <summary>Waits after the first, second … failed attempt; the last one repeats until retention ends.</summary>
    public IReadOnlyList<TimeSpan> RetryIntervals { get; set; } = RetrySchedule.DefaultIntervals;

    /// <summary>Most that a retry wait is lengthened by at random, as a fraction of it. 0 to 1.</summary>
    public double RetryJitter { get; set; } = 0.2;

    /// <summary>Longest Retry-After that is obeyed. Up to 7 days.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Failures in a row, as good as (nine in ten within <see cref="BreakerWindow"/>), before a webhook is only probed
    /// with one message at a time. 2 to 1,000.
    /// </summary>
    public int BreakerThreshold { get; set; } = 8;

    /// <summary>Time over which the breaker looks at failures. 0.5 s to 10 minutes.</summary>
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>First pause of an open breaker; doubles with each failed probe. 0.5 s to 1 hour.</summary>
    public TimeSpan BreakerFirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause of an open breaker. <see cref="BreakerFirstPause"/> to 24 hours.</summary>
    public TimeSpan BreakerMaxPause { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Address ranges to which webhooks may go although they are private or otherwise special.</summary>
    public IReadOnlyList<IPNetwork> AllowedReceivers { get; set; } = [];

    /// <summary>Memory for recent events, so that sending need not read the journal. Bytes, 0 to 16 GiB.</summary>
    public long PayloadCacheBytes { get; set; } = 64L << 20;

    /// <summary>How long events are kept, delivered or not. 1 minute to 10 years.</summary>
    public TimeSpan RetentionAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Bytes of the event journal that are kept. From 1 MiB.</summary>
    public long RetentionBytes { get; set; } = 50L << 30;

    /// <summary>Time between two looks at what outlived its retention. 1 s to 1 day.</summary>
    public TimeSpan RetentionInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Time between two snapshots of the queues. 1 s to 1 day.</summary>
    public TimeSpan SnapshotInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long stopping waits for attempts on their way. 0 to 5 minutes.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
