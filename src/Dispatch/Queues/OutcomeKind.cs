namespace Gateway.Dispatch.Queues;

/// <summary>
/// What a record of the outcome journal says. Written to disk: never reuse a number. Expired and dropped messages need
/// no record: both follow from the event journal's begin and from the webhooks that exist.
/// </summary>
internal enum OutcomeKind : byte
{
    /// <summary>An answer 2xx; the message has left the queue.</summary>
    Delivered = 1,

    /// <summary>The attempt failed; the message waits for its next one.</summary>
    Failed = 2,

    /// <summary>It was put into the queue again, as if never tried: a replay, or a retry of what had left the queue.</summary>
    Requeued = 3,
}
