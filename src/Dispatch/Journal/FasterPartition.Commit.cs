using System.Diagnostics.CodeAnalysis;

namespace Gateway.Dispatch.Journal;

/// <content>The committer: one loop, one commit in flight.</content>
internal sealed partial class FasterPartition
{
    private readonly CommitSignal _wake = new();
    private readonly CommitCompletion _commitDone = new();
    private readonly DiskGuard _disk;
    private readonly ITimer _idleTimer;
    private Task _committer = Task.CompletedTask;
    private int _commitRequested;
    private bool _beginMoved;
    private long _appendedRecords;
    private long _appendedBytes;
    private long _commitCount;
    private long _commitBegunAt;

    internal long AppendedRecords => Volatile.Read(ref _appendedRecords);

    internal long AppendedBytes => Volatile.Read(ref _appendedBytes);

    internal long CommitCount => Volatile.Read(ref _commitCount);

    internal bool IsLowOnDisk => _disk.IsLow;

    private TimeSpan Committing =>
        Volatile.Read(ref _commitBegunAt) is var begun and not 0 ? _settings.TimeProvider.GetElapsedTime(begun) : TimeSpan.Zero;

    internal void Start()
    {
        _disk.Check(TailPosition);
        _committer = CommitLoopAsync();
    }

    /// <summary>
    /// Commits what was appended, ends all waits and closes the files. False when the disk does not answer: then the
    /// files stay open, and must stay locked, since a write may still be under way.
    /// </summary>
    internal async Task<bool> StopAsync()
    {
        lock (_appending)
        {
            _closing = true;
        }

        _wake.Set();
        await _committer.ConfigureAwait(false);
        await _idleTimer.DisposeAsync().ConfigureAwait(false);
        if (Volatile.Read(ref _fault) is null)
        {
            try
            {
                _commits.WriteLast();
            }
            catch (IOException e)
            {
                // The commits are in the log itself; the next start only has to read a little more.
                JournalLog.LastMetadataNotWritten(_settings.Logger, _settings.Options.Name, Id, e);
            }

            _waiters.End(CommitOutcome.Closed);
            _log.Dispose(); // Waits for FASTER's own worker, which may still delete segments through the device.
            _device.Dispose();
            _files.Dispose();
            return true;
        }

        // A faulted log may have pages on their way to the device, so its memory is left to the garbage collector.
        if (!_device.TryStop(_settings.Options.CommitTimeout))
        {
            return false;
        }

        _files.Dispose();
        return true;
    }

    /// <summary>Somebody appended and may not wait: the timer wakes the committer if nobody else does.</summary>
    private void CommitSoon()
    {
        if (Volatile.Read(ref _commitRequested) == 0 && Interlocked.Exchange(ref _commitRequested, 1) == 0)
        {
            _ = _idleTimer.Change(_settings.Options.IdleCommitDelay, Timeout.InfiniteTimeSpan);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever ends the committer is a fault of the partition.")]
    private async Task CommitLoopAsync()
    {
        try
        {
            while (Volatile.Read(ref _fault) is null)
            {
                if (!(_waiters.HasUrgent && HasUncommitted))
                {
                    if (IsClosing && !HasUncommitted)
                    {
                        return;
                    }

                    if (!IsClosing)
                    {
                        await _wake.WaitAsync().ConfigureAwait(false);

                        // Before the look at the tail: a record that the last commit took along after this was set would
                        // otherwise leave it set, and the timer would never be armed again.
                        _ = Interlocked.Exchange(ref _commitRequested, 0);
                    }
                }

                if (HasUncommitted)
                {
                    Volatile.Write(ref _commitBegunAt, _settings.TimeProvider.GetTimestamp());
                    await CommitAsync().ConfigureAwait(false);
                    Volatile.Write(ref _commitBegunAt, 0);
                }
            }
        }
        catch (Exception e)
        {
            Fault($"The committer failed: {e.Message}");
        }
    }

    private bool HasUncommitted => TailPosition > CommittedPosition || Volatile.Read(ref _beginMoved);

    private async Task CommitAsync()
    {
        var started = _settings.TimeProvider.GetTimestamp();
        Volatile.Write(ref _commitRequested, 0);
        Volatile.Write(ref _beginMoved, false);
        _disk.Check(TailPosition);

        Task<bool> done;
        long until;
        lock (_appending)
        {
            // Under the lock no record gets between the count and the commit's mark in the log.
            _commits.NextSequence = _nextSequence;
            done = _commitDone.Start();
            if (!_log.CommitStrongly(out until, out var number))
            {
                if (TailPosition > CommittedPosition)
                {
                    Fault("The log refused a commit.");
                }

                return;
            }

            _commitDone.Expect(number);
        }

        bool committed;
        try
        {
            committed = await done.WaitAsync(_settings.Options.CommitTimeout, _settings.TimeProvider)
                .ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Fault($"A commit took longer than {_settings.Options.CommitTimeout.TotalSeconds} s.");
            return;
        }

        if (!committed)
        {
            return;
        }

        Volatile.Write(ref _committed, until);
        Volatile.Write(ref _commitCount, _commitCount + 1);
        _waiters.Complete(until);
        _settings.Metrics.Committed(Id, _settings.TimeProvider.GetElapsedTime(started));
    }

    private void OnCommitted(long number) => _commitDone.Complete(number);
}
