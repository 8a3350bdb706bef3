namespace Gateway.Dispatch.Queues;

/// <summary>A record's position and when it was journaled, Unix milliseconds.</summary>
internal readonly record struct TimeMark(long Position, long TimeMs);
