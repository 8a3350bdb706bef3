namespace Gateway.Dispatch.Queues;

/// <summary>The last that the outcome journal says about a message.</summary>
/// <param name="Attempts">Attempts made so far; -1 where the message has left its queue.</param>
/// <param name="DueMs">When it may be tried again, Unix milliseconds.</param>
/// <param name="Batch">The batch that it belongs to, or null.</param>
internal readonly record struct KnownOutcome(int Attempts, long DueMs, RecoveredBatch? Batch)
{
    public static KnownOutcome Gone { get; } = new(-1, 0, null);

    /// <summary>Put into the queue again, and not tried since.</summary>
    public static KnownOutcome Requeued { get; } = new(0, 0, null);

    public bool IsGone => Attempts < 0;

    public bool IsFresh => Attempts == 0 && Batch is null;
}
