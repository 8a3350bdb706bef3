using Gateway.Dispatch.Events;

namespace Gateway.Dispatch.Queues;

/// <summary>A message that was given up: its retention ended, or its queue was full and it was the oldest.</summary>
/// <param name="Key">Where its event lay.</param>
/// <param name="EventId">The event; null where it is not known yet, or its record was gone already.</param>
/// <param name="ExpiredMs">When it was given up, Unix milliseconds.</param>
public readonly record struct ExpiredDelivery(MessageKey Key, EventId? EventId, long ExpiredMs)
{
    /// <summary>Whether the event's record is gone, so that its id stays unknown.</summary>
    internal bool IsUnreadable { get; init; }
}
