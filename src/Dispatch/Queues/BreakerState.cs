namespace Gateway.Dispatch.Queues;

/// <summary>A webhook's breaker as its queue sees it.</summary>
internal enum BreakerState
{
    /// <summary>Messages go out.</summary>
    Closed,

    /// <summary>Nothing goes out for a while.</summary>
    Open,

    /// <summary>The pause is over; one message may find out whether the receiver is back.</summary>
    HalfOpen,
}
