using Microsoft.Extensions.Logging;

namespace Gateway.Dispatch.Journal;

/// <summary>Log messages; ids 2000 to 2019.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(2000, LogLevel.Information,
        "Journal {Journal} is open: {Partitions} partitions, {Bytes} bytes, in {Folder}")]
    public static partial void Opened(ILogger logger, string journal, int partitions, long bytes, string folder);

    [LoggerMessage(2001, LogLevel.Critical, "Journal {Journal}, partition {Partition} takes no more records: {Reason}")]
    public static partial void PartitionFaulted(ILogger logger, string journal, int partition, string reason);

    [LoggerMessage(2002, LogLevel.Warning,
        "Journal {Journal}, partition {Partition}: cut off {Records} records ({Bytes} bytes) that were never committed")]
    public static partial void TailCut(ILogger logger, string journal, int partition, int records, long bytes);

    [LoggerMessage(2003, LogLevel.Warning,
        "Journal {Journal}, partition {Partition}: {Files} damaged commit metadata files were passed over")]
    public static partial void MetadataRejected(ILogger logger, string journal, int partition, int files);

    [LoggerMessage(2004, LogLevel.Warning,
        "Journal {Journal}, partition {Partition}: the last commit metadata was not written")]
    public static partial void LastMetadataNotWritten(ILogger logger, string journal, int partition, Exception error);

    [LoggerMessage(2005, LogLevel.Error,
        "Journal {Journal}, partition {Partition} refuses records: {Free} bytes free on the disk, {Needed} needed")]
    public static partial void LowDisk(ILogger logger, string journal, int partition, long free, long needed);

    [LoggerMessage(2006, LogLevel.Information,
        "Journal {Journal}, partition {Partition} takes records again: {Free} bytes free on the disk")]
    public static partial void DiskRecovered(ILogger logger, string journal, int partition, long free);
}
