namespace Gateway.Dispatch.Journal;

/// <summary>
/// One named, append-only, partitioned log on disk. Speaks of partitions and positions only, so that a distributed log
/// can stand in for the local one.
/// </summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>What is kept here: "reports", "events", "outcomes".</summary>
    string Name { get; }

    /// <summary>Fixed when the journal is made; partitions are numbered from 0.</summary>
    int PartitionCount { get; }

    /// <summary>The partition with that number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such partition.</exception>
    IJournalPartition this[int partition] { get; }

    /// <summary>The worst of all partitions; of faults the first. A fault lasts until the process restarts.</summary>
    JournalHealth Health { get; }
}
