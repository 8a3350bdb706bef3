namespace Gateway.Dispatch.Queues;

/// <summary>
/// The queues as a file held them: all messages before the partitions' positions, all outcomes before the outcome
/// position.
/// </summary>
internal sealed class QueueSnapshot
{
    public required long CreatedMs { get; init; }

    public required long OutcomePosition { get; init; }

    public required IReadOnlyList<PartitionProgress> Partitions { get; init; }

    public required IReadOnlyList<RestoredQueue> Queues { get; init; }
}
