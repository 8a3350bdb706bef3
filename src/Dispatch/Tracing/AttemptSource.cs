using Gateway.Dispatch.Events;

namespace Gateway.Dispatch.Tracing;

/// <summary>The event that an attempt is about; for a batch the first traced one, or the first.</summary>
/// <param name="Id">The event.</param>
/// <param name="EnqueuedMs">When the oldest of the POST's events was queued, Unix milliseconds.</param>
internal readonly record struct AttemptSource(EventId Id, long EnqueuedMs);
