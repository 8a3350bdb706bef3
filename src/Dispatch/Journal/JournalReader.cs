namespace Gateway.Dispatch.Journal;

/// <summary>
/// Reads one partition's committed records in order. Never skips: a damaged or missing record stops the reader and
/// faults the partition. For one consumer at a time.
/// </summary>
public sealed class JournalReader
{
    private readonly FasterPartition _partition;
    private readonly LogScanner _scanner;
    private long _expectedSequence;

    internal JournalReader(FasterPartition partition, LogScanner scanner, long position)
    {
        _partition = partition;
        _scanner = scanner;
        Position = Math.Max(position, LogEntry.FirstPosition);
    }

    /// <summary>Where the next read looks: everything before it was handed out.</summary>
    public long Position { get; private set; }

    /// <summary>
    /// The result of the last <see cref="TryRead"/>. After <c>Truncated</c>, <c>Faulted</c> or <c>Closed</c> the reader
    /// gives no more records.
    /// </summary>
    public JournalReadStatus Status { get; private set; } = JournalReadStatus.NotCommitted;

    /// <summary>The next record if one is committed; else false, with the reason in <see cref="Status"/>.</summary>
    public bool TryRead(out JournalRecord record)
    {
        record = default;
        if (Status is JournalReadStatus.Truncated or JournalReadStatus.Faulted or JournalReadStatus.Closed)
        {
            return false;
        }

        Status = Next(out record);
        return Status == JournalReadStatus.Record;
    }

    /// <summary>
    /// True when there may be more to read, after waiting for it if need be; false when there will never be
    /// (see <see cref="Status"/>). Waiting does not hurry a commit.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken)
    {
        if (Status is JournalReadStatus.Truncated or JournalReadStatus.Faulted or JournalReadStatus.Closed)
        {
            return false;
        }

        // Also where there is more to read at once: a consumer that stops reading would otherwise never get to its end.
        cancellationToken.ThrowIfCancellationRequested();
        switch (await _partition.WaitForDataAsync(Position + 1, cancellationToken).ConfigureAwait(false))
        {
            case CommitOutcome.Committed:
                return true;
            case CommitOutcome.Canceled:
                throw new OperationCanceledException(cancellationToken);
            case CommitOutcome.Faulted:
                Status = JournalReadStatus.Faulted;
                return false;
            default:
                Status = JournalReadStatus.Closed;
                return false;
        }
    }

    private JournalReadStatus Next(out JournalRecord record)
    {
        record = default;
        if (_partition.IsClosing)
        {
            return JournalReadStatus.Closed;
        }

        var committed = _partition.CommittedPosition;
        while (Position < committed)
        {
            if (Position < _partition.BeginPosition)
            {
                return JournalReadStatus.Truncated;
            }

            LogEntryKind kind;
            LogEntry entry;
            ReadOnlyMemory<byte> bytes;
            try
            {
                kind = _scanner.Read(Position, committed, out entry, out bytes);
            }
            catch (IOException e)
            {
                return Fault($"can't be read: {e.Message}");
            }

            switch (kind)
            {
                case LogEntryKind.Commit when CommitMark.TryRead(bytes.Span, Position, out _):
                    Position += entry.TotalBytes;
                    break;

                case LogEntryKind.Padding when _partition.Geometry.CanBePadding(Position, committed):
                    Position = _partition.Geometry.NextPage(Position);
                    break;

                case LogEntryKind.Record:
                    return Record(entry, bytes.Slice(LogEntry.HeaderBytes, entry.Length), out record);

                case LogEntryKind.Missing when Position < _partition.BeginPosition:
                    return JournalReadStatus.Truncated;

                case LogEntryKind.Missing when _partition.IsClosing:
                    return JournalReadStatus.Closed;

                case LogEntryKind.Missing:
                    return Fault("is in a segment file that is missing");

                default:
                    return Fault("is damaged");
            }
        }

        return JournalReadStatus.NotCommitted;
    }

    private JournalReadStatus Record(in LogEntry entry, ReadOnlyMemory<byte> bytes, out JournalRecord record)
    {
        record = default;
        if (!RecordFormat.TryRead(bytes.Span, _partition.Salt, out var kind, out var sequence, out var appended))
        {
            return Fault("is damaged");
        }

        if (_expectedSequence != 0 && sequence != _expectedSequence)
        {
            return Fault($"has sequence {sequence} instead of {_expectedSequence}");
        }

        _expectedSequence = sequence + 1;
        var next = Position + entry.TotalBytes;
        record = new JournalRecord(Position, next, kind, sequence, appended, bytes[RecordFormat.HeaderBytes..]);
        Position = next;
        return JournalReadStatus.Record;
    }

    private JournalReadStatus Fault(string what)
    {
        _partition.Fault($"The record at position {Position} {what}.");
        return JournalReadStatus.Faulted;
    }
}
