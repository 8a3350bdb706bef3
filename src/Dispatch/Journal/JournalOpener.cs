using System.Diagnostics.Metrics;
using System.Globalization;
using FASTER.core;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Dispatch.Journal;

/// <summary>The way from a folder to an open journal: lock, marker, recovery of every partition, and only then writing.</summary>
internal sealed class JournalOpener(
    JournalOptions options, TimeProvider timeProvider, ILogger logger, IMeterFactory meters, IJournalStorage storage)
{
    private const string LockName = "lock";
    private readonly string _folder = Path.Combine(options.Folder, options.Name);

    public JournalOpenResult Open()
    {
        SafeFileHandle? lockHandle = null;
        var opened = new List<FasterPartition>();
        try
        {
            _ = Directory.CreateDirectory(_folder);
            lockHandle = TryLock();
            if (lockHandle is null)
            {
                return Refuse(JournalOpenFaultKind.InUse, $"{_folder} is in use by another process.");
            }

            var fault = LoadMarker(out var marker);
            var found = new RecoveredPartition[options.PartitionCount];
            for (var id = 0; fault is null && id < found.Length; id++)
            {
                fault = Recover(id, marker, out found[id]);
            }

            var metrics = new JournalMetrics(meters, options.Name);
            for (var id = 0; fault is null && id < found.Length; id++)
            {
                fault = OpenPartition(id, marker, found[id], metrics, opened);
            }

            if (fault is not null)
            {
                return JournalOpenResult.Refused(fault);
            }

            opened.ForEach(partition => partition.Start());
            metrics.Observe(opened);
            var journal = new FasterJournal(options.Name, [.. opened], lockHandle);
            JournalLog.Opened(logger, options.Name, opened.Count, opened.Sum(partition => partition.SizeBytes), _folder);
            lockHandle = null;
            opened = [];
            return JournalOpenResult.Opened(journal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FasterException)
        {
            return Refuse(JournalOpenFaultKind.IoError, $"{_folder}: {e.Message}");
        }
        finally
        {
            opened.ForEach(partition => partition.Abandon());
            lockHandle?.Dispose();
        }
    }

    private static JournalOpenResult Refuse(JournalOpenFaultKind kind, string message) =>
        JournalOpenResult.Refused(new JournalOpenFault(kind, message));

    private string FolderOf(int partition) =>
        Path.Combine(_folder, partition.ToString("D3", CultureInfo.InvariantCulture));

    private SafeFileHandle? TryLock()
    {
        const int sharingViolation = 32; // Windows ERROR_SHARING_VIOLATION
        const int wouldBlock = 11; // EWOULDBLOCK of Linux
        const int wouldBlockBsd = 35; // EWOULDBLOCK of macOS
        try
        {
            return File.OpenHandle(
                Path.Combine(_folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) is sharingViolation or wouldBlock or wouldBlockBsd)
        {
            return null;
        }
    }

    private JournalOpenFault? LoadMarker(out JournalMarker marker)
    {
        var path = Path.Combine(_folder, JournalMarker.FileName);
        marker = default;
        if (!File.Exists(path))
        {
            if (Directory.EnumerateFiles(_folder, "log.*", SearchOption.AllDirectories).Any())
            {
                return new JournalOpenFault(
                    JournalOpenFaultKind.CorruptMetadata,
                    $"{path} is missing, but there is data beside it. Restore the folder from a copy.");
            }

            marker = Make(path);
            return null;
        }

        if (!JournalMarker.TryRead(File.ReadAllBytes(path), out marker))
        {
            return new JournalOpenFault(
                JournalOpenFaultKind.CorruptMetadata, $"{path} is damaged. Restore the folder from a copy.");
        }

        if (marker.PartitionCount != options.PartitionCount)
        {
            return new JournalOpenFault(
                JournalOpenFaultKind.PartitionCountChanged,
                $"{_folder} was made with {marker.PartitionCount} partitions, not {options.PartitionCount}.");
        }

        return options.MaxPayloadBytes + RecordFormat.HeaderBytes + 64 <= marker.Geometry.PageBytes
            ? null
            : throw new ArgumentException(
                $"{_folder} was made with pages of {marker.Geometry.PageBytes} bytes, "
                + $"too small for {nameof(JournalOptions.MaxPayloadBytes)} {options.MaxPayloadBytes}.");
    }

    /// <summary>The marker comes last: a journal that was only half made has none, and is made again.</summary>
    private JournalMarker Make(string markerPath)
    {
        var marker = new JournalMarker(
            options.PartitionCount, new LogGeometry(options.PageBytes, options.SegmentBytes), Guid.NewGuid(),
            timeProvider.GetUtcNow().ToUnixTimeMilliseconds());
        for (var id = 0; id < options.PartitionCount; id++)
        {
            _ = Directory.CreateDirectory(FolderOf(id));
            new CommitMetadataStore(storage, FolderOf(id), RecordFormat.Salt(marker.JournalId, id)).Save(
                new CommitMetadata(LogEntry.FirstPosition, LogEntry.FirstPosition, 0, 1));
        }

        DurableFile.Replace(storage, markerPath, marker.ToBytes());
        storage.FlushFolder(options.Folder);
        return marker;
    }

    private JournalOpenFault? Recover(int id, in JournalMarker marker, out RecoveredPartition found)
    {
        found = default;
        var folder = FolderOf(id);
        if (!Directory.Exists(folder))
        {
            return new JournalOpenFault(JournalOpenFaultKind.MissingSegment, $"The folder {folder} is missing.");
        }

        var salt = RecordFormat.Salt(marker.JournalId, id);
        var (metadata, rejected) = new CommitMetadataStore(storage, folder, salt).Load();
        using var files = new SegmentFiles(folder);
        var (result, fault) = new PartitionRecovery(files, marker.Geometry, salt).Run(metadata, rejected);
        found = result ?? default;
        return fault;
    }

    private JournalOpenFault? OpenPartition(
        int id, in JournalMarker marker, in RecoveredPartition found, JournalMetrics metrics,
        List<FasterPartition> opened)
    {
        var folder = FolderOf(id);
        var salt = RecordFormat.Salt(marker.JournalId, id);
        var settings = new PartitionSettings(
            id, folder, options, marker.Geometry, salt, storage, timeProvider, logger, metrics);
        metrics.Recovered(id, found.DroppedRecords, found.RejectedMetadata);
        if (found.RejectedMetadata > 0)
        {
            JournalLog.MetadataRejected(logger, options.Name, id, found.RejectedMetadata);
        }

        if (found.DroppedBytes > 0)
        {
            JournalLog.TailCut(logger, options.Name, id, found.DroppedRecords, found.DroppedBytes);
        }

        if (!found.IsMetadataCurrent)
        {
            // The log may know of a later truncation than the metadata: that must be on record before files go.
            new CommitMetadataStore(storage, folder, salt).Save(found.Commit);
        }

        SegmentTrim.Trim(storage, folder, marker.Geometry, found);
        var partition = FasterPartition.Open(settings, found);
        opened.Add(partition);
        return partition.BeginPosition == found.Commit.Begin && partition.TailPosition == found.Commit.Until
            ? null
            : new JournalOpenFault(
                JournalOpenFaultKind.LostCommitted,
                $"{folder}: the log opened as {partition.BeginPosition} to {partition.TailPosition}, "
                + $"but holds {found.Commit.Begin} to {found.Commit.Until}.");
    }
}
