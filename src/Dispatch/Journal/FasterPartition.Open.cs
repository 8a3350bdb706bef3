using FASTER.core;

namespace Gateway.Dispatch.Journal;

/// <content>Making and abandoning.</content>
internal sealed partial class FasterPartition
{
    /// <summary>Sets FASTER up over files that recovery has checked and trimmed.</summary>
    /// <exception cref="FasterException">FASTER can't recover what recovery found.</exception>
    internal static FasterPartition Open(PartitionSettings settings, in RecoveredPartition found)
    {
        var files = new SegmentFiles(settings.Folder);
        FasterPartition? partition = null;
        string? early = null;
        var device = new SegmentDevice(settings.Storage, files, found.FirstSegment, reason =>
        {
            if (partition is null)
            {
                early = reason;
            }

            partition?.Fault(reason);
        });
        var commits = new JournalCommitManager(
            new CommitMetadataStore(settings.Storage, settings.Folder, settings.Salt), found.Commit, settings.Geometry,
            settings.Options.CommitsPerMetadataWrite);
        FasterLog? log = null;
        try
        {
            log = new FasterLog(new FasterLogSettings
            {
                LogDevice = device,
                PageSize = settings.Geometry.PageBytes,
                MemorySize = Math.Max(settings.Options.MemoryBytes, 4 * settings.Geometry.PageBytes),
                SegmentSize = settings.Geometry.SegmentBytes,
                LogCommitManager = commits,
                LogChecksum = LogChecksumType.PerEntry,
                FastCommitMode = true,
                TryRecoverLatest = false,
                AutoCommit = false,
                RemoveOutdatedCommits = false,
                TolerateDeviceFailure = false,
            });
            if (found.Commit.Number > 0)
            {
                log.Recover();
            }

            if (early is not null)
            {
                throw new FasterException(early);
            }
        }
        catch
        {
            log?.Dispose();
            device.Dispose();
            files.Dispose();
            throw;
        }

        partition = new FasterPartition(settings, log, commits, files, device, found.Commit);
        return partition;
    }

    /// <summary>Lets go of a partition that was never started.</summary>
    internal void Abandon()
    {
        _idleTimer.Dispose();
        _log.Dispose();
        _device.Dispose();
        _files.Dispose();
    }
}
