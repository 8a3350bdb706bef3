using Gateway.Dispatch.Tracing;

namespace Gateway.Dispatch.Delivery;

/// <summary>What an attempt needs, put together before it begins.</summary>
/// <param name="Template">The webhook as it is configured now.</param>
/// <param name="Breaker">Its breaker.</param>
/// <param name="Schedule">Its retry waits.</param>
/// <param name="Source">The event that it is about.</param>
/// <param name="Signed">What goes on the wire; its body lives in the worker's buffers.</param>
internal readonly record struct PreparedAttempt(
    WebhookTemplate Template, WebhookBreaker Breaker, RetrySchedule Schedule, AttemptSource Source, SignedMessage Signed);
