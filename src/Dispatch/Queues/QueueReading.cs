namespace Gateway.Dispatch.Queues;

/// <summary>How a queue stands, for the metrics.</summary>
/// <param name="Depth">Messages not yet delivered.</param>
/// <param name="Bytes">Bytes of their records.</param>
/// <param name="Window">POSTs that may be on their way now.</param>
/// <param name="InFlight">POSTs on their way.</param>
/// <param name="Breaker">Whether sending goes on.</param>
internal readonly record struct QueueReading(long Depth, long Bytes, int Window, int InFlight, BreakerState Breaker);
