namespace Gateway.Dispatch.Queues;

/// <summary>How far a partition of the event journal is in the queues, and when its records were journaled.</summary>
internal readonly record struct PartitionProgress(long Position, IReadOnlyList<TimeMark> Marks);
