using System.Buffers;

namespace Gateway.Dispatch.Journal;

/// <content>Random reads.</content>
internal sealed partial class FasterPartition
{
    /// <summary>Most records fit the first read; a longer one costs a second.</summary>
    private const int FirstRead = 2048;

    /// <inheritdoc/>
    public ValueTask<JournalReadResult> ReadAsync(
        long position, IBufferWriter<byte> destination, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<JournalReadResult>(cancellationToken)
            : new ValueTask<JournalReadResult>(Read(position, destination));
    }

    private JournalReadResult Read(long position, IBufferWriter<byte> destination)
    {
        if (IsClosing)
        {
            return Nothing(JournalReadStatus.Closed);
        }

        var committed = CommittedPosition;
        if (position >= committed)
        {
            return Nothing(JournalReadStatus.NotCommitted);
        }

        if (position < BeginPosition)
        {
            return Nothing(JournalReadStatus.Truncated);
        }

        var limit = Math.Min(Geometry.PageRemaining(position), committed - position);
        if ((position & 3) != 0 || limit < LogEntry.HeaderBytes)
        {
            return Nothing(JournalReadStatus.NoRecord);
        }

        var rented = ArrayPool<byte>.Shared.Rent(FirstRead);
        try
        {
            var most = (int)Math.Min(limit, FirstRead);
            var have = _blocks.Read(position, committed, rented.AsSpan(0, most));
            if (have < LogEntry.HeaderBytes)
            {
                have = most;
                if (!TryLoad(position, rented.AsSpan(0, have)))
                {
                    return Gone(position);
                }
            }

            var entry = LogEntry.Peek(rented, Geometry.PageRemaining(position));
            if (entry.Kind is LogEntryKind.Commit or LogEntryKind.Padding)
            {
                return Nothing(JournalReadStatus.NoRecord);
            }

            if (entry.Kind == LogEntryKind.Invalid || entry.TotalBytes > limit)
            {
                return Damaged(position);
            }

            if (entry.TotalBytes > have)
            {
                ArrayPool<byte>.Shared.Return(rented);
                rented = ArrayPool<byte>.Shared.Rent(entry.TotalBytes);
                if (!TryLoad(position, rented.AsSpan(0, entry.TotalBytes)))
                {
                    return Gone(position);
                }
            }

            var record = rented.AsSpan(LogEntry.HeaderBytes, entry.Length);
            if (!RecordFormat.TryRead(record, Salt, out var kind, out var sequence, out var appended))
            {
                return Damaged(position);
            }

            var payload = record[RecordFormat.HeaderBytes..];
            destination.Write(payload);
            return new JournalReadResult(
                JournalReadStatus.Record, position + entry.TotalBytes, kind, sequence, appended, payload.Length);
        }
        catch (IOException e)
        {
            Fault($"The record at position {position} can't be read: {e.Message}");
            return Nothing(JournalReadStatus.Faulted);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private bool TryLoad(long position, Span<byte> destination) =>
        _files.TryRead(Geometry.SegmentOf(position), Geometry.OffsetInSegment(position), destination);

    private JournalReadResult Gone(long position)
    {
        if (position < BeginPosition)
        {
            return Nothing(JournalReadStatus.Truncated);
        }

        if (IsClosing)
        {
            return Nothing(JournalReadStatus.Closed);
        }

        Fault($"The record at position {position} is in a segment file that is missing.");
        return Nothing(JournalReadStatus.Faulted);
    }

    private JournalReadResult Damaged(long position)
    {
        Fault($"The record at position {position} is damaged.");
        return Nothing(JournalReadStatus.Faulted);
    }

    private static JournalReadResult Nothing(JournalReadStatus status) => new(status, 0, 0, 0, 0, 0);
}
