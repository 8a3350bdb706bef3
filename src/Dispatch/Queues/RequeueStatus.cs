namespace Gateway.Dispatch.Queues;

/// <summary>What came of the wish to send a message again.</summary>
public enum RequeueStatus
{
    /// <summary>It goes out as soon as its receiver may be called.</summary>
    Queued,

    /// <summary>It is in the queue, or on its way, already.</summary>
    Waiting,

    /// <summary>The webhook, or the event, is not there any more, or the event is too old for the webhook's retention.</summary>
    Gone,

    /// <summary>No recent attempt and no given up message is of this event.</summary>
    Unknown,

    /// <summary>The outcome journal takes nothing now, or the queue is full; later it may.</summary>
    Busy,
}
