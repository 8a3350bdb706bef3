namespace Gateway.Dispatch;

/// <summary>All queues together at one moment.</summary>
/// <param name="Depth">Messages not yet delivered.</param>
/// <param name="OldestAge">How long the oldest of them has waited; paused and disabled webhooks left out.</param>
/// <param name="Failing">Webhooks whose last attempts failed and whose messages wait; paused and disabled ones left out.</param>
/// <param name="Disabled">Webhooks that were disabled.</param>
public sealed record DispatchReading(long Depth, TimeSpan OldestAge, int Failing, int Disabled);
