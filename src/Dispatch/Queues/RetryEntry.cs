namespace Gateway.Dispatch.Queues;

/// <summary>A message that failed and waits for its next attempt.</summary>
/// <param name="Key">The message.</param>
/// <param name="Attempts">Attempts made so far.</param>
/// <param name="DueMs">When it may be tried again, Unix milliseconds.</param>
public readonly record struct RetryEntry(MessageKey Key, int Attempts, long DueMs);
