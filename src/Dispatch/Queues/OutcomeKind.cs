namespace Gateway.Dispatch.Queues;

/// <summary>
/// What a record of the outcome journal says. Written to disk: never reuse a number. Messages that outlived their
/// retention or went with their webhook need no record: both follow from what the next start sees.
/// </summary>
internal enum OutcomeKind : byte
{
    /// <summary>An answer 2xx; the message has left the queue.</summary>
    Delivered = 1,

    /// <summary>The attempt failed; the message waits for its next one.</summary>
    Failed = 2,

    /// <summary>These messages are a batch from now on: just formed, or its attempt failed.</summary>
    Batch = 3,

    /// <summary>An answer 2xx; the messages of the batch have left the queue.</summary>
    BatchDelivered = 4,

    /// <summary>The queue was full and the message its oldest.</summary>
    GivenUp = 5,

    /// <summary>A newer message of the same vehicle has taken its place.</summary>
    Collapsed = 6,

    /// <summary>It was put into the queue again, as if never tried: a replay, or a retry of what had left the queue.</summary>
    Requeued = 7,
}
