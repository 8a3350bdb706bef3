using Microsoft.Extensions.Logging;

namespace Gateway.Dispatch.Journal;

/// <summary>What a partition is made with.</summary>
internal sealed record PartitionSettings(
    int Id,
    string Folder,
    JournalOptions Options,
    LogGeometry Geometry,
    uint Salt,
    IJournalStorage Storage,
    TimeProvider TimeProvider,
    ILogger Logger,
    JournalMetrics Metrics);
