using System.Diagnostics.Metrics;

namespace Gateway.Dispatch.Journal;

/// <summary>
/// The meter <c>Gateway.Journal</c>. Counts that grow with each record are read from the partitions when somebody looks,
/// so that an append pays nothing for them.
/// </summary>
internal sealed class JournalMetrics
{
    public const string MeterName = "Gateway.Journal";
    private readonly string _journal;
    private readonly Histogram<double> _commitDuration;
    private readonly Counter<long> _faults;
    private readonly Counter<long> _droppedRecords;
    private readonly Counter<long> _rejectedMetadata;
    private IReadOnlyList<FasterPartition> _partitions = [];

    public JournalMetrics(IMeterFactory meters, string journal)
    {
        _journal = journal;
        var meter = meters.Create(new MeterOptions(MeterName) { Tags = [new("journal", journal)] });
        _commitDuration = meter.CreateHistogram<double>(
            "gateway.journal.commit.duration", "s", "Time from the start of a commit until it is on disk.");
        _faults = meter.CreateCounter<long>(
            "gateway.journal.faults", "{fault}", "Partitions that stopped taking records.");
        _droppedRecords = meter.CreateCounter<long>(
            "gateway.journal.recovery.dropped", "{record}", "Records cut off at a start: appended, never acknowledged.");
        _rejectedMetadata = meter.CreateCounter<long>(
            "gateway.journal.recovery.metadata_rejected", "{file}", "Damaged commit metadata files found at a start.");
        _ = meter.CreateObservableCounter(
            "gateway.journal.appended", () => Observe(p => p.AppendedRecords), "{record}", "Records appended.");
        _ = meter.CreateObservableCounter(
            "gateway.journal.appended.size", () => Observe(p => p.AppendedBytes), "By", "Payload appended.");
        _ = meter.CreateObservableCounter(
            "gateway.journal.commits", () => Observe(p => p.CommitCount), "{commit}", "Commits on disk.");
        _ = meter.CreateObservableGauge(
            "gateway.journal.uncommitted.size", () => Observe(p => p.TailPosition - p.CommittedPosition), "By",
            "Appended and not on disk yet.");
        _ = meter.CreateObservableGauge(
            "gateway.journal.size", () => Observe(p => p.SizeBytes), "By", "Kept on disk.");
        _ = meter.CreateObservableGauge(
            "gateway.journal.low_disk", () => Observe(p => p.IsLowOnDisk ? 1 : 0), "1",
            "1 while appends are refused for lack of disk space.");
    }

    public void Observe(IReadOnlyList<FasterPartition> partitions) => _partitions = partitions;

    public void Committed(int partition, TimeSpan duration) =>
        _commitDuration.Record(duration.TotalSeconds, Tag(partition), JournalTag);

    public void Faulted(int partition) => _faults.Add(1, Tag(partition), JournalTag);

    public void Recovered(int partition, int droppedRecords, int rejectedMetadata)
    {
        _droppedRecords.Add(droppedRecords, Tag(partition), JournalTag);
        _rejectedMetadata.Add(rejectedMetadata, Tag(partition), JournalTag);
    }

    private KeyValuePair<string, object?> JournalTag => new("journal", _journal);

    private static KeyValuePair<string, object?> Tag(int partition) => new("partition", partition);

    private IEnumerable<Measurement<long>> Observe(Func<FasterPartition, long> value)
    {
        foreach (var partition in _partitions)
        {
            yield return new Measurement<long>(value(partition), Tag(partition.Id), JournalTag);
        }
    }
}
