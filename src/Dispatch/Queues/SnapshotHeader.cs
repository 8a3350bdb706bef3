namespace Gateway.Dispatch.Queues;

/// <summary>
/// What a snapshot stands for: all messages before the partitions' positions, all outcomes before the outcome position.
/// </summary>
internal sealed record SnapshotHeader(long CreatedMs, long OutcomePosition, IReadOnlyList<PartitionProgress> Partitions);
