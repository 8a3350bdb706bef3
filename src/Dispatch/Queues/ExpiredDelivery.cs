using Gateway.Dispatch.Events;

namespace Gateway.Dispatch.Queues;

/// <summary>A message that was given up because its event's retention ended.</summary>
/// <param name="Key">Where its event lay.</param>
/// <param name="EventId">The event; null where its record was gone already.</param>
/// <param name="ExpiredMs">When it was given up, Unix milliseconds.</param>
public readonly record struct ExpiredDelivery(MessageKey Key, EventId? EventId, long ExpiredMs);
