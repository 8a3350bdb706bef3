using System.Diagnostics.CodeAnalysis;
using FASTER.core;

namespace Gateway.Dispatch.Journal;

/// <summary>
/// One partition on a FASTER log. Appends take a short lock, so that positions and sequence numbers grow together; one
/// committer (in <c>FasterPartition.Commit.cs</c>) makes them durable.
/// </summary>
internal sealed partial class FasterPartition : IJournalPartition
{
    private readonly FasterLog _log;
    private readonly JournalCommitManager _commits;
    private readonly SegmentFiles _files;
    private readonly ReadBlocks _blocks;
    private readonly SegmentDevice _device;
    private readonly PartitionSettings _settings;
    private readonly CommitWaiterQueue _waiters = new();
    private readonly Lock _appending = new();
    private readonly byte[] _scratch;
    private readonly long _uncommittedLimit;
    private long _committed;
    private long _nextSequence;
    private string? _fault;
    private bool _closing;

    internal FasterPartition(
        PartitionSettings settings, FasterLog log, JournalCommitManager commits, SegmentFiles files,
        SegmentDevice device, in CommitMetadata recovered)
    {
        _settings = settings;
        _log = log;
        _commits = commits;
        _files = files;
        _blocks = new ReadBlocks(files, settings.Geometry, settings.Options.PartitionCount);
        _device = device;
        _scratch = new byte[RecordFormat.HeaderBytes + settings.Options.MaxPayloadBytes];

        // FASTER spins while its buffer is full, holding the commit back; so it is never let fill up.
        _uncommittedLimit = Math.Max(settings.Options.MemoryBytes, 4 * settings.Geometry.PageBytes)
            - (2L * settings.Geometry.PageBytes);
        _committed = recovered.Until;
        _nextSequence = recovered.NextSequence;
        _waiters.Complete(_committed);
        _commits.Committed = OnCommitted;
        _commits.Faulted = Fault;
        _disk = new DiskGuard(
            settings.Storage, settings.Folder, settings.Options.MinFreeBytes, settings.TimeProvider, OnDiskChanged);
        _idleTimer = settings.TimeProvider.CreateTimer(
            static state => ((FasterPartition)state!)._wake.Set(), this, Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public int Id => _settings.Id;

    /// <inheritdoc/>
    public long BeginPosition => _log.BeginAddress;

    /// <inheritdoc/>
    public long CommittedPosition => Volatile.Read(ref _committed);

    /// <inheritdoc/>
    public long TailPosition => _log.TailAddress;

    /// <inheritdoc/>
    public long NextSequence => Volatile.Read(ref _nextSequence);

    /// <inheritdoc/>
    public long SizeBytes =>
        TailPosition - Geometry.SegmentStart(Geometry.SegmentOf(Math.Max(BeginPosition, 0)));

    /// <inheritdoc/>
    public JournalHealth Health => new(Volatile.Read(ref _fault), _disk.IsLow && !_disk.Recheck(), Committing);

    internal LogGeometry Geometry => _settings.Geometry;

    internal uint Salt => _settings.Salt;

    internal bool IsClosing => Volatile.Read(ref _closing);

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(
        byte kind, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        TryAppend(kind, payload.Span, out var result) || result.Status != AppendStatus.Full || _disk.IsLow
            ? new ValueTask<AppendResult>(result)
            : AppendWhenRoomAsync(kind, payload, cancellationToken);

    /// <inheritdoc/>
    public bool TryAppend(byte kind, ReadOnlySpan<byte> payload, out AppendResult result)
    {
        var status = Check(payload.Length);
        if (status != AppendStatus.Appended)
        {
            result = new AppendResult(status, 0, 0);
            return false;
        }

        var length = RecordFormat.HeaderBytes + payload.Length;
        lock (_appending)
        {
            status = Append(kind, payload, length, out var position);
            result = status == AppendStatus.Appended
                ? new AppendResult(status, position, position + LogEntry.TotalFor(length))
                : new AppendResult(status, 0, 0);
        }

        if (status != AppendStatus.Appended)
        {
            return false;
        }

        CommitSoon();
        return true;
    }

    /// <inheritdoc/>
    public ValueTask<CommitOutcome> WaitForCommitAsync(long position, CancellationToken cancellationToken)
    {
        if (position <= CommittedPosition)
        {
            return new ValueTask<CommitOutcome>(CommitOutcome.Committed);
        }

        var wait = _waiters.WaitAsync(position, urgent: true, cancellationToken);
        _wake.Set();
        return wait;
    }

    /// <inheritdoc/>
    public JournalReader OpenReader(long position) => new(this, new LogScanner(_files, Geometry), position);

    /// <inheritdoc/>
    public void CommitNow() => _wake.Set();

    /// <inheritdoc/>
    public void TruncateBefore(long position)
    {
        var before = BeginPosition;
        _log.TruncateUntilPageStart(Math.Min(position, CommittedPosition));
        if (BeginPosition != before)
        {
            Volatile.Write(ref _beginMoved, true);
            _wake.Set();
        }
    }

    internal ValueTask<CommitOutcome> WaitForDataAsync(long position, CancellationToken cancellationToken) =>
        _waiters.WaitAsync(position, urgent: false, cancellationToken);

    /// <summary>The first fault counts; it lasts until the process restarts.</summary>
    internal void Fault(string reason)
    {
        if (Interlocked.CompareExchange(ref _fault, reason, null) is not null)
        {
            return;
        }

        _settings.Metrics.Faulted(Id);
        JournalLog.PartitionFaulted(_settings.Logger, _settings.Options.Name, Id, reason);
        _waiters.End(CommitOutcome.Faulted);
        _commitDone.Fail();
        _wake.Set();
    }

    private void OnDiskChanged(bool isLow, long freeBytes)
    {
        if (isLow)
        {
            JournalLog.LowDisk(
                _settings.Logger, _settings.Options.Name, Id, freeBytes, _settings.Options.MinFreeBytes);
        }
        else
        {
            JournalLog.DiskRecovered(_settings.Logger, _settings.Options.Name, Id, freeBytes);
        }
    }

    private AppendStatus Check(int payloadLength)
    {
        if (Volatile.Read(ref _fault) is not null)
        {
            return AppendStatus.Faulted;
        }

        if (payloadLength == 0)
        {
            return AppendStatus.Empty;
        }

        if (payloadLength > _settings.Options.MaxPayloadBytes)
        {
            return AppendStatus.TooLarge;
        }

        return _disk.IsLow && !_disk.Recheck() ? AppendStatus.Full : AppendStatus.Appended;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever FASTER throws here means that its log has failed.")]
    private AppendStatus Append(byte kind, ReadOnlySpan<byte> payload, int length, out long position)
    {
        position = 0;
        if (_closing)
        {
            return AppendStatus.Closed;
        }

        if (_log.TailAddress - CommittedPosition > _uncommittedLimit)
        {
            return AppendStatus.Full;
        }

        RecordFormat.Write(
            _scratch, Salt, kind, _nextSequence, _settings.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds(), payload);
        try
        {
            if (!_log.TryEnqueue(_scratch.AsSpan(0, length), out position))
            {
                return AppendStatus.Full;
            }
        }
        catch (Exception e)
        {
            Fault($"The log refused a record: {e.Message}");
            return AppendStatus.Faulted;
        }

        Volatile.Write(ref _nextSequence, _nextSequence + 1);
        _appendedRecords++;
        _appendedBytes += payload.Length;
        return AppendStatus.Appended;
    }

    private async ValueTask<AppendResult> AppendWhenRoomAsync(
        byte kind, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var started = _settings.TimeProvider.GetTimestamp();
        while (true)
        {
            // Room appears when what is in the buffer now is on disk; the wait ends by itself, if only with a fault.
            var outcome = await WaitForCommitAsync(TailPosition, cancellationToken).ConfigureAwait(false);
            if (outcome == CommitOutcome.Canceled)
            {
                return new AppendResult(AppendStatus.Canceled, 0, 0);
            }

            if (TryAppend(kind, payload.Span, out var result) || result.Status != AppendStatus.Full
                || _settings.TimeProvider.GetElapsedTime(started) >= _settings.Options.AppendTimeout)
            {
                return result;
            }
        }
    }
}
