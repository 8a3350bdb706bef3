namespace Gateway.Dispatch.Queues;

/// <summary>
/// Messages that go in one POST and stay together until the receiver has them: a failed one is sent again with the same
/// messages. Changed under the lock of its queue only, or by the worker that has it in hand.
/// </summary>
internal sealed class MessageBatch(List<MessageKey> keys, int attempts, long dueMs)
{
    public List<MessageKey> Keys { get; } = keys;

    /// <summary>Attempts made so far.</summary>
    public int Attempts { get; set; } = attempts;

    /// <summary>When it may be tried, Unix milliseconds.</summary>
    public long DueMs { get; set; } = dueMs;

    /// <summary>The vehicles that it holds; empty in queues without lanes.</summary>
    public List<VehicleLane> Lanes { get; } = [];

    /// <summary>What was too much for one body: follows when this one is through.</summary>
    public MessageBatch? Next { get; set; }

    /// <summary>Whether <see cref="Lanes"/> is filled, where the queue has lanes.</summary>
    public bool IsClaimed { get; set; }
}
